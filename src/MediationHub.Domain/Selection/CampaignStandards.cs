using System.Text.Json;
using System.Text.Json.Serialization;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Selection;

/// <summary>What an organization has to be or to have before anybody scores it.</summary>
public enum GateKind { ActiveMonths, Mediators, SixSystems, RosterPublic, SuccessRate, MinimumClosed, OnlineMediation, ArbitrationLink, NoVeto }

/// <summary>What the record itself can measure of a score item.</summary>
public enum Measure
{
    /// <summary>How many of the six systems are in place.</summary>
    Systems,

    /// <summary>Of three: a name by the norm, rules posted, a photo of them.</summary>
    Posted,

    /// <summary>1 where it stands in the public roster.</summary>
    Roster,

    /// <summary>Of three: a commission it works with, a review filed, an entrusted case closed in the window.</summary>
    ArbitrationLink,

    /// <summary>Mediators at the end of the window, a full-time one counted twice.</summary>
    Staffing,

    /// <summary>Hours of training for each mediator in the twelve months before the end of the window.</summary>
    Training,

    /// <summary>Percent of the points that sampled papers reached.</summary>
    PaperQuality,

    /// <summary>Percent of its mediators with a professional qualification.</summary>
    Qualifications,

    /// <summary>Lower bound of the 95 % Wilson interval of the success rate, percent.</summary>
    Success,

    /// <summary>Percent of the organizations of its type that closed no more cases than it did.</summary>
    Volume,

    /// <summary>Percent closed in time.</summary>
    OnTime,

    /// <summary>Percent of agreements performed in time, of those whose last due day has passed.</summary>
    Performance,

    /// <summary>Percent of effective agreements that went to review.</summary>
    Review,

    /// <summary>Percent of satisfaction that the parties gave afterwards.</summary>
    Satisfaction,

    /// <summary>Percent of the points of the last inspection of the premises.</summary>
    Premises,

    /// <summary>1 where it mediates online.</summary>
    Online,
}

/// <param name="Text">What is asked, in Chinese.</param>
/// <param name="Least">The number asked for, where there is one: months, mediators.</param>
/// <param name="Source">What it rests on.</param>
public sealed record Gate(GateKind Kind, string Text, string Source, int? Least = null);

/// <summary>One item of the score sheet.</summary>
/// <param name="Id">Such as <c>C1</c>; unique on the sheet.</param>
/// <param name="Points">The most that can be given.</param>
/// <param name="Measure">What the record measures of it; null where only people can judge.</param>
/// <param name="Zero">The measured value that gives no point.</param>
/// <param name="Full">The measured value from which all points are given; between the two they rise evenly.</param>
public sealed record ScoreItem(string Id, Dimension Dimension, string Name, decimal Points, string Source, Measure? Measure = null, decimal? Zero = null, decimal? Full = null);

/// <summary>What excludes an organization whatever its points 一票否决.</summary>
public sealed record Veto(string Id, string Text, string Source);

/// <summary>Least number of closed cases for one type of organization.</summary>
public sealed record MinimumOfType(OrganizationType Type, int Cases);

/// <summary>The standards of a campaign: data with its source text, fixed once nominations are open.</summary>
/// <param name="Target">How many organizations may be chosen.</param>
/// <param name="SuccessTarget">Percent.</param>
/// <param name="BelowTarget">The notice's words that let an organization below the target be nominated; null where it has none.</param>
/// <param name="Minimum">Closed cases in the window where the type has no number of its own.</param>
/// <param name="Seals">The bodies whose seals a nomination carries.</param>
/// <param name="PublicityDays">Working days of publicity.</param>
/// <param name="ScoreGap">Two scorers who differ by more than so many points need a third.</param>
/// <param name="Verifiers">So many people at least verify on site.</param>
/// <param name="Bonus">The most bonus points.</param>
/// <param name="Source">What the sheet rests on.</param>
public sealed record CampaignStandards(
    int Target, string TargetSource, int SuccessTarget, string SuccessSource, string? BelowTarget, int Minimum, [property: MayBeLeftOut] IReadOnlyList<MinimumOfType> MinimumByType,
    IReadOnlyList<string> Seals, int PublicityDays, decimal ScoreGap, int Verifiers, decimal Bonus, IReadOnlyList<Gate> Gates, IReadOnlyList<ScoreItem> Items, IReadOnlyList<Veto> Vetoes, string Source)
{
    /// <summary>Working days that a publicity lasts at least, whatever a notice says.</summary>
    public const int LeastPublicity = 5;

    /// <summary>The sheet that comes with the program: to be replaced where a notice brings its own.</summary>
    public static CampaignStandards BuiltIn { get; } = Read();

    /// <summary>All points without the bonus.</summary>
    [JsonIgnore]
    public decimal Points => Items.Sum(i => i.Points);

    public ScoreItem? Item(string id) => Items.FirstOrDefault(i => i.Id == id);

    public decimal PointsOf(Dimension dimension) => Items.Where(i => i.Dimension == dimension).Sum(i => i.Points);

    /// <summary>Least number of closed cases for a type.</summary>
    public int MinimumFor(OrganizationType type) => MinimumByType.FirstOrDefault(m => m.Type == type)?.Cases ?? Minimum;

    /// <summary>The same as data.</summary>
    internal bool Same(CampaignStandards other) => JsonSerializer.Serialize(this, Wire.Json) == JsonSerializer.Serialize(other, Wire.Json);

    /// <summary>Names everything that cannot be so.</summary>
    internal void Check(Problems problems)
    {
        if (Target is < 1 or > 1000) problems.Add("standards.target", "名额目标应在1至1000之间。", "The target lies between 1 and 1,000.");
        if (SuccessTarget is < 0 or > 100) problems.Add("standards.successTarget", "成功率目标应为0至100的百分数。", "The success target is a percentage from 0 to 100.");
        if (Minimum < 0 || MinimumByType.Any(m => m.Cases < 0)) problems.Add("standards.minimum", "最低结案数不能为负。", "The least number of closed cases cannot be negative.");
        if (PublicityDays is < LeastPublicity or > 60) problems.Add("standards.publicityDays", $"公示期不少于{LeastPublicity}个工作日，不超过60个工作日。", $"Publicity lasts {LeastPublicity} to 60 working days.");
        if (ScoreGap is < 0 or > 100) problems.Add("standards.scoreGap", "分差应在0至100分之间。", "The gap lies between 0 and 100 points.");
        if (Verifiers is < 2 or > 20) problems.Add("standards.verifiers", "实地核查不少于2人。", "At least 2 people verify on site.");
        if (Bonus is < 0 or > 20) problems.Add("standards.bonus", "加分应在0至20分之间。", "The bonus lies between 0 and 20 points.");
        if (Seals.Count is < 1 or > 10 || Seals.Any(string.IsNullOrWhiteSpace) || Seals.Distinct().Count() != Seals.Count) problems.Add("standards.seals", "请列出推荐时应当盖章的单位，各列一次。", "Name each body that seals a nomination, once.");
        if (Items.Count == 0) problems.Add("standards.items", "评分表至少有一项。", "The score sheet has one item at least.");
        else if (Points != 100) problems.Add("standards.items", $"评分表各项合计应为100分，现为{Points:0.##}分。", $"The items add up to 100 points; these have {Points:0.##}.");
        if (Items.Select(i => i.Id).Distinct().Count() != Items.Count || Items.Any(i => string.IsNullOrWhiteSpace(i.Id))) problems.Add("standards.items", "评分项的编号不能重复或者空缺。", "Each item has an id of its own.");
        if (Items.Any(i => i.Points <= 0)) problems.Add("standards.items", "每一评分项的分值应大于0。", "Each item has more than 0 points.");
        if (Items.Any(i => i.Measure is not null && (i.Zero is null || i.Full is null || i.Zero >= i.Full))) problems.Add("standards.items", "由系统计算的评分项须写明零分值和满分值，且零分值小于满分值。", "A measured item says from which value on it gives points and from which all of them.");
        if (Gates.Select(g => g.Kind).Distinct().Count() != Gates.Count) problems.Add("standards.gates", "同一门槛不能列两次。", "A gate is named once.");
        if (Vetoes.Select(v => v.Id).Distinct().Count() != Vetoes.Count) problems.Add("standards.vetoes", "一票否决事项的编号不能重复。", "Each veto has an id of its own.");
        problems.RequireText("standards.source", Source, TextRules.Longest.Reason, "请写明标准的来源。", "Say what the standards rest on.");
    }

    private static CampaignStandards Read()
    {
        using var json = Embedded.Open("Selection.standards-1.json");
        return JsonSerializer.Deserialize<CampaignStandards>(json, Wire.Json)!;
    }
}
