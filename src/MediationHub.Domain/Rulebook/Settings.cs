using System.Collections.Frozen;
using System.Text.Json;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Statistics;

namespace MediationHub.Domain.Rulebook;

/// <summary>A value that is not a constant, with what it rests on.</summary>
/// <param name="Mark">How sure the source is: V read in a published copy; M:H, M:M, M:L recalled; D a setting of this program.</param>
/// <param name="Source">In Chinese.</param>
/// <param name="Provinces">What a province has otherwise, by its code (GB/T 2260): the fields that differ.</param>
public sealed record Setting<T>(T Value, string Mark, string Source, IReadOnlyDictionary<string, JsonElement>? Provinces = null);

/// <summary>The settings of one rulebook version.</summary>
/// <param name="AcceptanceScope">Dispute types that are accepted, each with those below it.</param>
/// <param name="NotReviewable">Dispute types whose agreements cannot go to 仲裁审查.</param>
/// <param name="PaymentOrderTypes">Claims that a payment order can be asked for.</param>
/// <param name="WageArrearsTypes">Claims for arrears of wages: no limitation runs for them while the employment lasts (LMA 27, fourth paragraph).</param>
/// <param name="DirectSuitTypes">Claims that alone allow a suit without arbitration.</param>
/// <param name="SuccessTarget">Percent.</param>
/// <param name="RateDefinitions">What may be meant by the success rate: <c>closing</c>, by which organizations are gated and ranked, and the alternates that are shown beside it.</param>
/// <param name="MinimumClosed">With fewer cases an organization is not ranked.</param>
/// <param name="WilsonZ">The normal quantile of the interval by which a ranking is ordered.</param>
/// <param name="SmallGroup">What the public sees shows no group of fewer cases or people.</param>
/// <param name="LateEntryWorkingDays">Entered later than this many working days, a reason is needed.</param>
/// <param name="CollectiveThreshold">Workers with a common claim, this many or more, make a collective dispute.</param>
/// <param name="DraftsKeptDays">A half-filled form is kept this many days after it was last changed.</param>
/// <param name="UploadsKeptDays">A file that was uploaded and that no record, import or draft names is kept this many days.</param>
/// <param name="ExtensionCountsFrom">How the days of an extension are counted.</param>
/// <param name="ConfirmedAddressBinds">What fails at an address that the party confirmed counts as served on the day it failed.</param>
/// <param name="CommitteeClosesBy">The clock by which an enterprise committee closes in time: MED15A or MED15R.</param>
/// <param name="Retention">Years for which the file of an ended case is kept.</param>
/// <param name="CompetentCommission">What makes a commission competent for the review of an agreement, the first in front.</param>
/// <param name="SerialEmployer">From when on an employer is marked in search and lists.</param>
/// <param name="Province">The province whose own rules hold here (GB/T 2260).</param>
/// <param name="AgentsPerParty">A party has so many agents at most.</param>
/// <param name="MediatorTermMaximumYears">A term of appointment is so many years at most.</param>
/// <param name="AmberDays">So many natural days before the due day a clock's light turns amber.</param>
/// <param name="CounterCloses">The time of day at which the counter closes: what is handed in there comes in time until then, online until midnight (CC 203).</param>
/// <param name="PostingCounts">Time limits that a party keeps by handing in a paper: posted before the end it is in time, however long it is on the way (CPL 85).</param>
/// <param name="DemandWorkingDays">So many working days a demand for performance leaves where no day is given.</param>
/// <param name="SatisfactionDays">How long the parties may say how satisfied they are, and change it.</param>
/// <param name="FinalAwards">Claims of which an award is final for the employer 一裁终局 (LMA 47).</param>
/// <param name="Establishment">What 组建率 counts: which types of organization fit a township or street, and which an enterprise.</param>
/// <param name="MinimumWages">The minimum wages of a month, region by region, as an administrator entered them; where none is, nothing is said of what hangs on it.</param>
public sealed record Settings(
    Setting<IReadOnlyList<string>> AcceptanceScope,
    Setting<IReadOnlyList<string>> NotReviewable,
    Setting<IReadOnlyList<string>> PaymentOrderTypes,
    Setting<IReadOnlyList<string>> DirectSuitTypes,
    Setting<IReadOnlyList<string>> WageArrearsTypes,
    Setting<int> SuccessTarget,
    Setting<IReadOnlyList<RateDefinition>> RateDefinitions,
    Setting<MinimumClosed> MinimumClosed,
    Setting<decimal> WilsonZ,
    Setting<int> SmallGroup,
    Setting<int> LateEntryWorkingDays,
    Setting<int> MediatorTermMinimumYears,
    Setting<int> CollectiveThreshold,
    Setting<Between> Representatives,
    Setting<NumberPatterns> NumberPatterns,
    Setting<ExtensionStart> ExtensionCountsFrom,
    Setting<bool> ConfirmedAddressBinds,
    Setting<string> CommitteeClosesBy,
    Setting<RetentionYears> Retention,
    Setting<int> DraftsKeptDays,
    Setting<int> UploadsKeptDays,
    Setting<SerialEmployer> SerialEmployer,
    Setting<IReadOnlyList<CompetenceGround>> CompetentCommission,
    Setting<string> Province,
    Setting<int> AgentsPerParty,
    Setting<int> MediatorTermMaximumYears,
    Setting<int> AmberDays,
    Setting<TimeOnly> CounterCloses,
    Setting<IReadOnlyList<string>> PostingCounts,
    Setting<int> DemandWorkingDays,
    Setting<SatisfactionDays> SatisfactionDays,
    Setting<FinalAwards> FinalAwards,
    Setting<IReadOnlyList<MinimumWage>> MinimumWages,
    Setting<EstablishmentDefinition> Establishment)
{
    /// <summary>What cannot be so, although it has the right shape; null where nothing is wrong.</summary>
    public Text? Fault() =>
        SuccessTarget.Value is < 1 or > 100 ? new("目标应为1至100的百分数。", "The target is a percentage from 1 to 100.")
        : new[] { LateEntryWorkingDays, MediatorTermMinimumYears, CollectiveThreshold, DraftsKeptDays, UploadsKeptDays, AgentsPerParty, MediatorTermMaximumYears, AmberDays, DemandWorkingDays }.Any(s => s.Value is < 1 or > 3660) ? new("数值应在1至3660之间。", "The number lies between 1 and 3660.")
        : MediatorTermMinimumYears.Value > MediatorTermMaximumYears.Value ? new("聘期的下限不能高于上限。", "The shortest term cannot be longer than the longest.")
        : Representatives.Value is { Min: < 1 } or { Max: < 1 } || Representatives.Value.Min > Representatives.Value.Max ? new("代表人数的下限不能高于上限。", "The least number cannot be above the most.")
        : Retention.Value is { Ordinary: < 1 } or { Long: < 1 } || Retention.Value.Ordinary > Retention.Value.Long ? new("保管年限至少为1年，长期的不短于一般的。", "Files are kept for a year at least, the long class not shorter than the ordinary one.")
        : CommitteeClosesBy.Value is not ("MED15A" or "MED15R") ? new("只能是 MED15A 或者 MED15R。", "It is MED15A or MED15R.")
        : new[] { NumberPatterns.Value.Mediation, NumberPatterns.Value.Review, NumberPatterns.Value.Entrustment, NumberPatterns.Value.Recommendation }.Any(p => p?.Contains("{number}", StringComparison.Ordinal) is not true) ? new("编号的格式须含有 {number}。", "A number's pattern holds {number}.")
        : SatisfactionDays.Value is { Open: < 1 or > 3660 } or { Change: < 1 or > 3660 } ? new("评价和修改的天数应在1至3660之间。", "The days lie between 1 and 3660.")
        : SerialEmployer.Value is { Cases: < 1 } or { Months: < 1 } ? new("件数和月数至少为1。", "Cases and months are 1 or more.")
        : MinimumClosed.Value is not { Default: >= 1 and <= 100_000, ByType: { } byType } || byType.Any(t => t.Value is < 1 or > 100_000) ? new("最少结案数应在1至100000之间。", "The least number of closed cases lies between 1 and 100,000.")
        : byType.Keys.FirstOrDefault(t => !OrganizationTypes.Contains(t)) is { } type ? new($"没有组织类型“{type}”。", $"There is no organization type {type}.")
        : WilsonZ.Value is < 0.1m or > 5m ? new("正态分位数应在0.1至5之间。", "The normal quantile lies between 0.1 and 5.")
        : SmallGroup.Value is < 1 or > 100 ? new("数值应在1至100之间。", "The number lies between 1 and 100.")
        : FinalAwards.Value is not { Capped: not null, Standards: not null, Months: >= 1 and <= 120 } ? new("一裁终局须写明两类请求的类型和月数（1至120）。", "Final awards name both kinds of claims and the months (1 to 120).")
        : FaultOf(Establishment.Value) ?? FaultOf(MinimumWages.Value) ?? FaultOf(RateDefinitions.Value);

    private static Text? FaultOf(EstablishmentDefinition? d) =>
        d is not { Version: >= 1, Townships: { Text.Length: > 0, Types.Count: > 0 }, Enterprises: { Text.Length: > 0, Types.Count: > 0 } } ? new("组建率须有版本（自1起），乡镇（街道）和企业各有说明和组织类型。", "The establishment rate has a version from 1, and for townships and enterprises a text and types.")
        : d.Townships.Types.Concat(d.Enterprises.Types).FirstOrDefault(t => !OrganizationTypes.Contains(t)) is { } type ? new($"没有组织类型“{type}”。", $"There is no organization type {type}.")
        : null;

    private static Text? FaultOf(IReadOnlyList<MinimumWage>? wages) =>
        wages is null || wages.Any(w => w is null || string.IsNullOrWhiteSpace(w.Source)) ? new("每项最低工资须写明公布它的文件。", "Each minimum wage names the document that set it.")
        : wages.FirstOrDefault(w => Regions.BuiltIn.Find(w.Region) is null) is { } nowhere ? new($"没有行政区划“{nowhere.Region}”。", $"There is no region {nowhere.Region}.")
        : wages.Any(w => w.Monthly is <= 0 or > 100_000 || Money.Check(w.Monthly) is not null) ? new("月最低工资应大于0，至多两位小数。", "A month's minimum wage is above 0, with two decimals at most.")
        : wages.Any(w => w.EffectiveFrom.Year is < 1990 or > 2200) ? new("请填写每项最低工资的执行日期。", "Give the day from which each minimum wage holds.")
        : wages.GroupBy(w => (w.Region, w.EffectiveFrom)).FirstOrDefault(g => g.Count() > 1) is { } twice ? new($"{Regions.BuiltIn.NameOf(twice.Key.Region)}自{twice.Key.EffectiveFrom:yyyy-MM-dd}的最低工资写了两次。", "A minimum wage stands twice.")
        : null;

    /// <summary>The minimum wage that holds in a region on a day: its own, or that of what it belongs to; null where nobody entered any.</summary>
    public MinimumWage? MinimumWageOf(string? unit, DateOnly on)
    {
        for (var region = Regions.BuiltIn.Find(unit); region is not null; region = Regions.BuiltIn.ParentOf(region, on))
            if (MinimumWages.Value.Where(w => Regions.BuiltIn.Find(w.Region) == region && w.EffectiveFrom <= on).MaxBy(w => w.EffectiveFrom) is { } wage) return wage;
        return null;
    }

    private static readonly string[] OrganizationTypes = [.. Enum.GetNames<OrganizationType>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>The definition of this id; null where there is none.</summary>
    public RateDefinition? Definition(string id) => RateDefinitions.Value.FirstOrDefault(d => d.Id == id);

    private static Text? FaultOf(IReadOnlyList<RateDefinition>? definitions)
    {
        if (definitions is null || definitions.Any(d => d is null) || definitions.All(d => d.Id != RateDefinition.Default)) return new("口径中须有 closing（结案口径）。", "One of the definitions is closing.");
        if (definitions.GroupBy(d => d.Id).FirstOrDefault(g => g.Count() > 1) is { } twice) return new($"口径 {twice.Key} 写了两次。", $"The definition {twice.Key} stands twice.");
        foreach (var d in definitions)
        {
            if (d.Id is not { Length: >= 1 and <= 20 } || !d.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-')) return new("口径的编号为1至20个字母、数字。", "A definition's id is 1 to 20 letters and digits.");
            if (d.Version < 1 || string.IsNullOrWhiteSpace(d.Name) || string.IsNullOrWhiteSpace(d.Text)) return new($"口径 {d.Id} 须有版本（自1起）、名称和说明。", $"The definition {d.Id} needs a version from 1, a name and a text.");
            if (d.Numerator is not { Count: > 0 } || d.Denominator is not { Count: > 0 }) return new($"口径 {d.Id} 须有分子和分母。", $"The definition {d.Id} needs a numerator and a denominator.");
            if (d.Numerator.Concat(d.Denominator).FirstOrDefault(t => t is null || !RateDefinition.Countable.Contains(t.StartsWith('-') ? t[1..] : t)) is var unknown && (unknown is not null || d.Numerator.Concat(d.Denominator).Contains(null)))
                return new($"口径 {d.Id} 中没有计数“{unknown}”，可用：{string.Join("、", RateDefinition.Countable)}。", $"The definition {d.Id} names no counter {unknown}; there are {string.Join(", ", RateDefinition.Countable)}.");
        }
        return null;
    }
}

/// <summary>When an employer counts as one with disputes again and again 争议多发单位.</summary>
/// <param name="Cases">So many cases, or more,</param>
/// <param name="Months">received within so many months.</param>
public sealed record SerialEmployer(int Cases, int Months);

/// <summary>Natural days in which the parties may say how satisfied they are.</summary>
/// <param name="Open">From the day of closing, for the first answer.</param>
/// <param name="Change">From the first answer, to change it.</param>
public readonly record struct SatisfactionDays(int Open, int Change);

/// <summary>Which claims an award is final on for the employer (LMA 47).</summary>
/// <param name="Capped">Dispute types that are, each claim up to so many months of the local minimum wage (first item).</param>
/// <param name="Standards">Dispute types that are whatever the amount: the State's labour standards (second item).</param>
/// <param name="Months">So many months.</param>
public sealed record FinalAwards(IReadOnlyList<string> Capped, IReadOnlyList<string> Standards, int Months);

/// <summary>A month's minimum wage 月最低工资标准.</summary>
/// <param name="Region">Code of the region where it holds, and below it where nothing else is entered.</param>
/// <param name="Monthly">CNY.</param>
/// <param name="Source">The document that set it.</param>
public sealed record MinimumWage(string Region, decimal Monthly, DateOnly EffectiveFrom, string Source);

/// <summary>A range, both ends included (CC 1259).</summary>
public readonly record struct Between(int Min, int Max)
{
    public bool Holds(int number) => number >= Min && number <= Max;
}

/// <summary>Years from the day of closing.</summary>
/// <param name="Long">For collective disputes and agreements performed by instalments.</param>
public readonly record struct RetentionYears(int Ordinary, int Long);

/// <summary>Where the days of an extension begin.</summary>
public enum ExtensionStart
{
    /// <summary>They are added to the count, and the end of the whole rolls.</summary>
    Count,

    /// <summary>They are counted from the due day, rolled as it is.</summary>
    Due,
}

/// <summary>How numbers that people see are written: <c>{region}</c>, <c>{body}</c>, <c>{year}</c> and <c>{number}</c> are filled in.</summary>
public sealed record NumberPatterns(string Mediation, string Review, string Entrustment, string Recommendation)
{
    /// <summary>All of a number but its running part, which the store gives when it commits.</summary>
    /// <param name="unit">The region's code; its short name 区域简称 is written, nothing where it has none.</param>
    /// <param name="body">Short name of the organization or commission 组织简码; may be empty.</param>
    public static string Fill(string pattern, string unit, string body, int year) =>
        pattern.Replace("{region}", Regions.BuiltIn.Find(unit)?.Short ?? "").Replace("{body}", body).Replace("{year}", $"{year}");
}

/// <summary>What a dispute is about.</summary>
/// <param name="Yearbook">The yearbook's 争议原因 group.</param>
/// <param name="Item">The item of LMA 2, from 1.</param>
public sealed record DisputeType(string Code, string Name, string? Parent = null, string? Yearbook = null, int? Item = null, string? Note = null);

/// <summary>The tree of dispute types; a type below another takes over its yearbook group and its item of LMA 2.</summary>
public sealed class DisputeTypes
{
    private readonly FrozenDictionary<string, DisputeType> _byCode;

    internal DisputeTypes(IEnumerable<DisputeType> rows)
    {
        var byCode = new Dictionary<string, DisputeType>();
        List<DisputeType> all = [];
        foreach (var row in rows)
        {
            var type = row.Parent is null ? row : row with { Yearbook = byCode[row.Parent].Yearbook, Item = byCode[row.Parent].Item };
            byCode.Add(type.Code, type);
            all.Add(type);
        }
        (All, _byCode) = (all, byCode.ToFrozenDictionary());
    }

    /// <summary>Every type, a parent before those below it.</summary>
    public IReadOnlyList<DisputeType> All { get; }

    public DisputeType? Find(string? code) => code is null ? null : _byCode.GetValueOrDefault(code);

    /// <summary>The name, with that of the type above it: 劳动报酬·欠薪. An unknown code names itself.</summary>
    public string NameOf(string code) => Find(code) switch
    {
        { Parent: { } parent } type => $"{_byCode[parent].Name}·{type.Name}",
        { } type => type.Name,
        null => code,
    };

    /// <summary>Whether <paramref name="code"/> is <paramref name="ancestor"/> or lies below it.</summary>
    public bool IsWithin(string code, string ancestor)
    {
        for (var type = Find(code); type is not null; type = Find(type.Parent))
            if (type.Code == ancestor) return true;
        return false;
    }

    public bool IsWithinAny(string code, IEnumerable<string> ancestors) => ancestors.Any(a => IsWithin(code, a));
}
