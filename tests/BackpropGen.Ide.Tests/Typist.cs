using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Tests;

/// <summary>
/// Somebody who presses one key after the other in the open file, anywhere, and takes most of it back soon: the file is nearly always
/// slightly wrong, and never more than that. The same seed presses the same keys.
/// </summary>
internal sealed class Typist(Ide ide, int seed)
{
    private const string Keys = "abxyzw019 .,;:+-*/=<>()[]{}\"'\\#@!?&|\n";

    /// <summary>So many mistakes stand in the file at a time.</summary>
    private const int Most = 3;

    private readonly Random random = new(seed);
    private readonly Stack<TextChange> mistakes = [];

    /// <summary>Inserts, removes or replaces one character, or takes the last change back.</summary>
    public void Press()
    {
        if (mistakes.Count == Most || (mistakes.Count > 0 && random.Next(2) == 0))
            ide.Type(mistakes.Pop());
        else
            Spoil();
    }

    /// <summary>Takes back whatever is wrong.</summary>
    public void Mend()
    {
        while (mistakes.TryPop(out TextChange mistake))
            ide.Type(mistake);
    }

    private void Spoil()
    {
        string text = ide.Text;
        int place = random.Next(text.Length);
        (int removed, string typed) = random.Next(3) switch
        {
            0 => (1, ""),
            1 => (1, Key()),
            _ => (0, Key()),
        };
        mistakes.Push(new TextChange(new TextSpan(place, typed.Length), text.Substring(place, removed)));
        ide.Type(new TextChange(new TextSpan(place, removed), typed));
    }

    private string Key() => Keys[random.Next(Keys.Length)].ToString();
}
