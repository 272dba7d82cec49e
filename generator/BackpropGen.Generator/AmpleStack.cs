using System.Runtime.ExceptionServices;
using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator;

/// <summary>
/// Runs what goes down as deep as code does on a stack large enough for the deepest code that is accepted. The compiler calls from threads
/// whose stacks have other sizes on each system, and partly are in use already.
/// </summary>
internal static class AmpleStack
{
    /// <summary>In bytes. Only what is used of them is taken from the system.</summary>
    private const int Size = 16 << 20;

    /// <summary>Shallower statements fit on any stack.</summary>
    private const int Shallow = 64;

    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? thrown = null;
        void Work()
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                thrown = ExceptionDispatchInfo.Capture(e);
            }
        }

        var thread = new Thread(Work, Size) { IsBackground = true };
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return result;
    }

    /// <summary>Only for a method that needs it.</summary>
    public static T Run<T>(Method method, Func<T> work) =>
        method.Body is { } body && Depth.Exceeds(Shallow, body.Statements.Items) ? Run(work) : work();
}
