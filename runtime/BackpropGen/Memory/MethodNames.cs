using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>The names of the methods that recorded on a tape, by numbers: records lie in memory that cannot hold references.</summary>
internal sealed class MethodNames
{
    private const int Places = 64;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Names are literals, so that the one that was asked for last is nearly always the same object.</summary>
    private readonly (string? Name, int Number)[] _recent = new (string?, int)[Places];

    private string[] _names = new string[8];

    internal string this[int number]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _names[number];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int NumberOf(string name)
    {
        ref (string? Name, int Number) recent = ref _recent[PlaceOf(name)];
        return ReferenceEquals(recent.Name, name) ? recent.Number : Find(name, ref recent);
    }

    /// <summary>Where a name is looked for first: the names of one program differ at their ends and in their lengths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlaceOf(string name)
    {
        int last = name.Length - 1;
        return ((uint)last < (uint)name.Length ? 7 * last + name[last] : 0) & (Places - 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Find(string name, ref (string? Name, int Number) recent)
    {
        if (!_numbers.TryGetValue(name, out int number))
        {
            number = _numbers.Count;
            if (number == _names.Length)
                Array.Resize(ref _names, 2 * number);
            _names[number] = name;
            _numbers.Add(name, number);
        }

        recent = (name, number);
        return number;
    }
}
