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
public sealed record BaseEntry(string? Code, string Name, OrganizationId? OrganizationId = null);

/// <summary>The base as it holds from a day on.</summary>
/// <param name="Until">The last day; null: until a later edition begins.</param>
/// <param name="Source">The document or register that it is taken from.</param>
/// <param name="Count">How many there are, where only that is known; null where <paramref name="Entries"/> names them.</param>
/// <param name="Entries">Every one by name; empty where only the number is known.</param>
public sealed record BaseEdition(DateOnly From, DateOnly? Until, string Source, int? Count, IReadOnlyList<BaseEntry> Entries, DateOnly On, string By)
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
public sealed record BaseList : IAggregate<BaseList>
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
