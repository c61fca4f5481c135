using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.BaseLists;

/// <summary>What is to have a mediation organization: townships and streets, or enterprises above the designated size 规上 and large and medium ones.</summary>
public enum BaseListKind { Townships, Enterprises }

/// <summary>One township, street or enterprise of the base.</summary>
/// <param name="Code">A township's code of 9 digits (the statistics bureau's), an enterprise's credit code; null where it is not known.</param>
/// <param name="OrganizationId">The organization that serves it, where its name does not tell; null: by name.</param>
public sealed record BaseEntry(string? Code, string Name, OrganizationId? OrganizationId = null)
{
    /// <summary>The name by which entries are compared: 湖畔街道办事处 is 湖畔街道, 合隆镇人民政府 is 合隆镇.</summary>
    [JsonIgnore]
    public string PlainName => Plain(Name);

    internal static string Plain(string? name)
    {
        var plain = string.Concat(TextRules.HalfWidth(name).Where(c => !char.IsWhiteSpace(c)));
        foreach (var (ending, of) in new[] { ("街道办事处", "街道"), ("街道办", "街道"), ("人民政府", ""), ("办事处", "") })
            if (plain.Length > ending.Length + 1 && plain.EndsWith(ending, StringComparison.Ordinal)) return plain[..^ending.Length] + of;
        return plain;
    }
}

/// <summary>The base as it holds from a day on.</summary>
/// <param name="Until">The last day; null: until a later edition begins.</param>
/// <param name="Source">The document or register that it is taken from.</param>
/// <param name="Count">How many there are, where only that is known; null where <paramref name="Entries"/> names them.</param>
/// <param name="Entries">Every one by name; empty where only the number is known.</param>
/// <param name="Turn">How many lists of this kind had been entered in the province, this one with them: of two that were entered at once only one has it, and the other is compared with it. 0 where nothing is named, and in what was entered before turns were counted.</param>
public sealed record BaseEdition(DateOnly From, DateOnly? Until, string Source, int? Count, IReadOnlyList<BaseEntry> Entries, DateOnly On, string By, int Turn = 0)
{
    /// <summary>The denominator of 组建率.</summary>
    [JsonIgnore]
    public int Size => Count ?? Entries.Count;

    /// <summary>Townships or enterprises are named one by one.</summary>
    [JsonIgnore]
    public bool IsList => Count is null;

    /// <summary>Whether it says the same as another.</summary>
    public bool Says(BaseEdition other) => (From, Until, Source, Count) == (other.From, other.Until, other.Source, other.Count) && Entries.SequenceEqual(other.Entries);
}

/// <summary>
/// The base list 基数名册 of one reporting unit: the townships and streets, or the enterprises, that are to have a mediation organization, with its source and the days on which it holds.
/// It is the denominator of 组建率, and nothing else in the record says it.
/// </summary>
public sealed record BaseList : IAggregate<BaseList>, IHoldsUnique
{
    public static string Stream => "baselist";
    public static BaseList Empty { get; } = new();

    /// <summary>Code of the reporting unit; empty where nothing was entered.</summary>
    public string Region { get; init; } = "";

    public BaseListKind Kind { get; init; }

    /// <summary>Every edition in the order of entry.</summary>
    public ImmutableList<BaseEdition> Editions { get; init; } = [];

    [JsonIgnore] public bool Exists => Editions.Count > 0;

    /// <summary>The edition that holds on a day: the one that begins last, of several that begin on one day the one entered last. Null where none holds.</summary>
    public BaseEdition? On(DateOnly day) => Begun(day) is { } edition && !(day > edition.Until) ? edition : null;

    /// <summary>The edition that begins on this very day, as it now reads.</summary>
    public BaseEdition? BeginningOn(DateOnly day) => Editions.FindLast(e => e.From == day);

    /// <summary>The editions that hold, corrected ones as they now read, each with its last day; null where it holds on.</summary>
    public IEnumerable<(BaseEdition Edition, DateOnly? Until)> InForce() =>
        Editions.Select(e => e.From).Distinct().Order().Select(from => BeginningOn(from)!).Select(e => (e, LastDay(e.From, e.Until)));

    /// <summary>The last day on which an edition of these days holds: its own, or the one before the next begins.</summary>
    public DateOnly? LastDay(DateOnly from, DateOnly? until)
    {
        var next = Editions.Where(e => e.From > from).Select(e => (DateOnly?)e.From.AddDays(-1)).Min();
        return until is null || next < until ? next ?? until : until;
    }

    /// <summary>The scope of <see cref="BaseEdition.Turn"/> among unique values.</summary>
    public const string Turns = "base-list-turn";

    /// <summary>Lists of one province and kind are entered one after the other, so that no township comes into two of them.</summary>
    [JsonIgnore]
    public IEnumerable<UniqueValue> UniqueValues => Editions.Where(e => e.Turn > 0).Select(e => new UniqueValue(Turns, $"{Regions.BuiltIn.ProvinceOf(Region)!.Code}|{Word(Kind)}|{e.Turn}"));

    private BaseEdition? Begun(DateOnly day) => Editions.Where(e => e.From <= day).Aggregate((BaseEdition?)null, (last, e) => last is null || e.From >= last.From ? e : last);

    /// <summary>The stream of one unit's list: <c>220100-townships</c>.</summary>
    public static string IdOf(string region, BaseListKind kind) => $"{region}-{Word(kind)}";

    /// <summary>The list of a stream's id; null where it names none.</summary>
    public static (Region Unit, BaseListKind Kind)? Named(string id) =>
        id.LastIndexOf('-') is > 0 and var at && Regions.BuiltIn.Find(id[..at]) is { Level: RegionLevel.ReportingUnit } unit && unit.Code == id[..at]
        && Enum.GetValues<BaseListKind>().Where(k => Word(k) == id[(at + 1)..]).Select(k => (BaseListKind?)k).FirstOrDefault() is { } kind ? (unit, kind) : null;

    public BaseList Evolve(DomainEvent happened) => happened switch
    {
        BaseListEntered e => this with { Region = e.Region, Kind = e.Kind, Editions = Editions.Add(e.Edition) },
        BaseListRevised e => this with { Editions = Editions.Add(e.Edition) },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a base list"),
    };

    private static string Word(BaseListKind kind) => kind is BaseListKind.Townships ? "townships" : "enterprises";
}

/// <summary>Base lists in the office's words.</summary>
public static class BaseListWords
{
    public static string Chinese(this BaseListKind kind) => kind switch
    {
        BaseListKind.Townships => "乡镇（街道）",
        _ => "规上、大中型企业",
    };

    /// <summary>The measure word.</summary>
    public static string Measure(this BaseListKind kind) => kind is BaseListKind.Townships ? "个" : "家";
}
