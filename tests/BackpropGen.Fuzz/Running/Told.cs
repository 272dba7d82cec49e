using System.Text;

namespace BackpropGen.Fuzz.Running;

/// <summary>What programs write to the console, each on its own thread.</summary>
internal static class Told
{
    [ThreadStatic]
    private static StringBuilder? text;

    static Told()
    {
        Console.SetOut(new Listener(Console.Out));
        Console.SetError(new Listener(Console.Error));
    }

    /// <summary>Listens to this thread while something runs.</summary>
    public static string In(Action action)
    {
        StringBuilder? outer = text;
        text = new StringBuilder();
        try
        {
            action();
            return text.ToString();
        }
        finally
        {
            text = outer;
        }
    }

    private sealed class Listener(TextWriter others) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => others.Encoding;

        public override void Write(char value)
        {
            if (text is null)
                others.Write(value);
            else
                text.Append(value);
        }

        public override void Write(string? value)
        {
            if (text is null)
                others.Write(value);
            else
                text.Append(value);
        }

        public override void Flush() => others.Flush();
    }
}
