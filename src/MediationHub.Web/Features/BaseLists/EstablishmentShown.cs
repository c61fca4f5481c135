using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Rows;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.BaseLists;

/// <summary>The definition of 组建率 for one kind of base.</summary>
/// <param name="Types">The organization types that count.</param>
public sealed record EstablishmentDefinitionShown(int Version, string Text, IReadOnlyList<string> Types);

/// <summary>One reporting unit's 组建率.</summary>
/// <param name="BaseListId">Under <c>/base-lists</c>, where a base is on record.</param>
/// <param name="Having">The numerator: entries that have an organization; where only a number is on record, the different townships or enterprises that the organizations say.</param>
/// <param name="Base">The denominator; null where no base is on record for the day.</param>
/// <param name="Rate">Percent, half-up to 2 decimals; null without a base, with an empty one, and where the base is out of date.</param>
/// <param name="Exceeds">More townships or enterprises have one than the base has: it is out of date and counts in no rate.</param>
/// <param name="ByName">The base names each township or enterprise; false where only their number is on record.</param>
public sealed record UnitEstablishmentShown(string Unit, string Name, string? BaseListId, long Having, long? Base, decimal? Rate, bool Exceeds, bool ByName, DateOnly? From, DateOnly? Until, string? Source)
{
    public static UnitEstablishmentShown Of(EstablishmentRate rate) => new(rate.Region, Regions.BuiltIn.NameOf(rate.Region), rate.Edition is null ? null : BaseList.IdOf(rate.Region, rate.Kind), rate.Having, rate.Edition?.Size, rate.Rate.Percent, rate.Exceeds,
        rate.Edition is { IsList: true }, rate.Edition?.From, rate.Edition?.Until, rate.Edition?.Source);
}

/// <summary>组建率 of a region: of those of its units whose base is on record and can be right.</summary>
/// <param name="Unit">A province or a reporting unit; a county has no base of its own.</param>
/// <param name="On">The day on which organizations are active and the base holds.</param>
/// <param name="Counted">How many of the units count; the others stand in <paramref name="Missing"/> (no base on record) and <paramref name="Exceeding"/> (out of date).</param>
public sealed record EstablishmentShown(
    string Unit, BaseListKind Kind, string Name, DateOnly On, EstablishmentDefinitionShown Definition, long Having, long Base, decimal? Rate, int Counted, IReadOnlyList<string> Missing, IReadOnlyList<string> Exceeding,
    IReadOnlyList<UnitEstablishmentShown> Units, FiguresAsOf AsOf)
{
    public static EstablishmentShown Of(string unit, Establishment e)
    {
        var (sum, definition) = (e.Sum, e.Definition.Of(e.Kind));
        return new(unit, e.Kind, $"组建率（{e.Kind.Chinese()}）", e.On, new(e.Definition.Version, definition.Text, definition.Types), sum.Rate.Numerator, sum.Rate.Denominator, sum.Rate.Percent, sum.Counted.Count, sum.Missing, sum.Exceeding,
            [.. e.Units.Select(UnitEstablishmentShown.Of)], e.AsOf);
    }

    public static async Task<IReadOnlyList<EstablishmentShown>> Read(EstablishmentReader reader, string unit, DateOnly on, CancellationToken cancel) => [.. (await reader.Both(unit, on, cancel)).Select(e => Of(unit, e))];

    /// <summary>What the numerator is where only a number is on record.</summary>
    internal static string CountedBy(BaseListKind kind) => kind is BaseListKind.Townships ? "没有名册，按组织名称辨认，同一乡镇（街道）只计一次" : "没有名册，按组织登记的企业辨认，同一企业只计一次";

    /// <summary>Which state of the organizations a day past goes by.</summary>
    internal static string StateOf(BaseListKind kind) => kind is BaseListKind.Townships ? "查询过去日期的，组织按当日的状态和名称计算。" : "查询过去日期的，组织按当日的状态计算，所在企业按现在的登记。";

    /// <summary>92.31%, or —.</summary>
    internal string Percent => Rate is { } rate ? $"{Display.Rate(rate)}%" : Display.NoFigure;

    /// <summary>Which units it is about, and which it leaves out.</summary>
    internal string Basis
    {
        get
        {
            if (Units.Count == 0) return "基数按报送单位登记，县（市、区）不单独计算";
            if (Units is [var one]) return one.Base is null ? "没有登记基数名册" : one.Exceeds ? $"已组建 {one.Having:N0}，多于基数 {one.Base:N0}：基数可能已经过时，请更新后再计算" : $"基数取自：{one.Source}（{Display.Day(one.From)} 起{(one.ByName ? "" : $"；{CountedBy(Kind)}")}）";
            string Names(IEnumerable<string> units) => string.Join('、', units.Select(u => Regions.BuiltIn.Find(u)?.Short ?? u));
            return $"{Counted} 个报送单位的基数{(Missing.Count == 0 ? "" : $"；{Names(Missing)}没有登记基数，不计入")}{(Exceeding.Count == 0 ? "" : $"；{Names(Exceeding)}的已组建数多于基数，基数可能已经过时，不计入，请更新")}";
        }
    }

    /// <summary>Where the townships or enterprises with and without an organization are listed.</summary>
    internal string Href => Units is [{ BaseListId: { } id }] ? $"/base-lists/{id}?on={Display.Day(On)}" : $"/base-lists?on={Display.Day(On)}#{ApiWord.Of(Kind)}";
}

/// <summary>One township, street or enterprise, and what serves it.</summary>
/// <param name="Organizations">Active organizations of the fitting type; empty where it has none.</param>
/// <param name="Ambiguous">Another entry has the same name: the list must name the organization.</param>
public sealed record CoveredEntryShown(string? Code, string Name, string? NamedOrganizationId, IReadOnlyList<CoveringOrganization> Organizations, bool Ambiguous);

public sealed record CoveringOrganization(string OrganizationId, string Name);

/// <summary>Behind the rate of one unit: the entries with and without an organization, and the organizations that serve no entry.</summary>
/// <param name="With">With an organization; <paramref name="Without"/> has none. Where only a number is on record, those that the organizations say, and none without.</param>
/// <param name="Others">Active organizations of the fitting types beside the base.</param>
public sealed record CoverageShown(string Id, EstablishmentDefinitionShown Definition, DateOnly On, UnitEstablishmentShown Rate, IReadOnlyList<CoveredEntryShown> With, IReadOnlyList<CoveredEntryShown> Without, IReadOnlyList<CoveringOrganization> Others, FiguresAsOf AsOf)
{
    public static CoverageShown Of(string id, Establishment e)
    {
        var (rate, definition) = (e.Units[0], e.Definition.Of(e.Kind));
        var entries = rate.Entries.Select(x => new CoveredEntryShown(x.Entry.Code, x.Entry.Name, x.Entry.OrganizationId?.Value, [.. x.Houses.Select(Covering)], x.Ambiguous)).ToLookup(x => x.Organizations.Count > 0);
        return new(id, new(e.Definition.Version, definition.Text, definition.Types), e.On, UnitEstablishmentShown.Of(rate), [.. entries[true]], [.. entries[false]], [.. rate.Others.Select(Covering)], e.AsOf);
    }

    private static CoveringOrganization Covering(EstablishedHouse house) => new(house.Id, house.Name);
}

/// <summary>An edition of a base list among others.</summary>
public sealed record BaseEditionShown(DateOnly From, DateOnly? Until, string Source, int Size, bool ByName, DateOnly EnteredOn, string EnteredBy)
{
    public static BaseEditionShown Of(BaseEdition e) => new(e.From, e.Until, e.Source, e.Size, e.IsList, e.On, e.By);
}

/// <summary>The base list of one reporting unit.</summary>
/// <param name="Editions">Every edition in the order of entry; of several that begin on one day the last one holds.</param>
/// <param name="InForce">The edition of today; null where none holds.</param>
/// <param name="Entries">Of that edition; empty where only the number is on record.</param>
public sealed record BaseListShown(string Id, int Version, string Unit, string Name, BaseListKind Kind, IReadOnlyList<BaseEditionShown> Editions, BaseEditionShown? InForce, IReadOnlyList<BaseEntry> Entries)
{
    public static BaseListShown Of(Stored<BaseList> stored, DateOnly today)
    {
        var (id, version, list) = stored;
        var now = list.On(today);
        return new(id, version, list.Region, Regions.BuiltIn.NameOf(list.Region), list.Kind, [.. list.Editions.Select(BaseEditionShown.Of)], now is null ? null : BaseEditionShown.Of(now), now?.Entries ?? []);
    }
}
