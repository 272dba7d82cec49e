namespace BackpropGen.Explain.Code;

/// <summary>Which statement of the user's and which backward groups belong together.</summary>
internal sealed class Pairing
{
    private readonly List<(string Id, BackwardGroup Group, UserStatement Statement)> pairs = [];
    private readonly List<UserStatement> paired;

    public Pairing(IEnumerable<GeneratedMember> members, Partners partners)
    {
        foreach ((string id, BackwardGroup group) in members.SelectMany(member => member.Groups))
        {
            if (partners.Of(group) is { } statement)
                pairs.Add((id, group, statement));
        }
        paired = [.. pairs.Select(pair => pair.Statement).Distinct()];
    }

    /// <summary>The user's statements that have backward groups.</summary>
    public IReadOnlyList<UserStatement> Statements => paired;

    public string IdOf(UserStatement statement) => $"f{paired.IndexOf(statement)}";

    /// <summary>The ids of the groups of a statement.</summary>
    public List<string> GroupsOf(UserStatement statement) => [.. pairs.Where(pair => pair.Statement == statement).Select(pair => pair.Id)];

    /// <summary>The statement of a group; null where none was found.</summary>
    public UserStatement? StatementOf(string group) => pairs.Find(pair => pair.Id == group).Statement;
}
