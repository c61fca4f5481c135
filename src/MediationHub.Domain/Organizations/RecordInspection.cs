using System.Text.Json.Serialization;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>
/// Record an inspection of the premises 实地核查: who looked (two at least, none of the organization's own people), what was found item by item, photos, and what has to be put right by when.
/// It changes no status: ordering rectification is a step of its own.
/// </summary>
/// <param name="Items">Every item of the checklist <see cref="Checklist.Premises"/>.</param>
/// <param name="Photos">Pictures that were uploaded for it; places and devices were taken off them.</param>
public sealed record RecordInspection(
    DateOnly On, IReadOnlyList<Inspector> Inspectors, IReadOnlyList<InspectedItem> Items, Personal Findings, [property: MayBeLeftOut] IReadOnlyList<FileId> Photos,
    [property: MayBeLeftOut] IReadOnlyList<Personal> Rectify, DateOnly? RectifyBy = null, Personal LateEntryReason = default) : ICommand<Organization>
{
    /// <summary>Fewer people than this make no inspection.</summary>
    public const int LeastInspectors = 2;

    private const int MostInspectors = 10;
    private const int MostPhotos = 30;

    /// <summary>The house that each named account is bound to, empty for an office's; filled in by the pipeline. An account that is missing does not exist.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Houses { get; init; } = new Dictionary<string, string>();

    /// <summary>Which of the named files are no pictures; filled in by the pipeline.</summary>
    [JsonIgnore]
    public IReadOnlySet<FileId> NoPictures { get; init; } = new HashSet<FileId>();

    public Decision Decide(Organization state, Context at)
    {
        var list = Checklist.Premises;
        var inspection = new Inspection($"i{state.Inspections.Count + 1}", On, list.Version, [.. (Inspectors ?? []).Select(i => i with { UserName = Account(i) })], Items ?? [], Findings, [.. (Photos ?? []).Distinct()], Rectify ?? [], RectifyBy);
        if (state.Inspections.Any(i => i.Says(inspection))) return Decision.Nothing;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.FiledOn, LateEntryReason);
        CheckInspectors(problems, state);
        foreach (var (n, item) in inspection.Items.Index())
        {
            if (list.Item(item.Code ?? "") is null) problems.Add($"items[{n}].code", "核查表中没有这一项，请刷新页面后重新填写。", "The checklist has no such item.");
            else if (!Enum.IsDefined(item.Result)) problems.Add($"items[{n}].result", "请选择列出的选项。", "Choose one of the listed words.");
            problems.Add($"items[{n}].note", TextRules.Check(item.Note, TextRules.Longest.Reason));
            if (item.Result is InspectionResult.Partly or InspectionResult.NotMet && item.Note.IsEmpty) problems.Add($"items[{n}].note", "未达到或者部分达到的，请写明情况。", "Say what is lacking.");
        }
        if (list.Items.FirstOrDefault(i => inspection.Items.Count(x => x.Code == i.Code) != 1) is { } open)
            problems.Add("items", $"每一项都要核查并且只填一次，请核对：{open.Code} {open.Text}。", $"Each item is looked at once; check {open.Code}.");
        problems.RequireText("findings", Findings, TextRules.Longest.Statement, "请填写核查情况和结论。", "Say what was found.");
        if (inspection.Photos.Count > MostPhotos) problems.Add("photos", $"照片至多{MostPhotos}张，请选取有代表性的。", $"At most {MostPhotos} photos.");
        if (inspection.Photos.Any(NoPictures.Contains)) problems.Add("photos", "现场照片只能是 JPG 或 PNG 图片，请重新选择。", "Photos are JPG or PNG pictures.");
        if (inspection.Rectify.Count > 0 || RectifyBy is not null)
        {
            problems.RequireItems("rectify", inspection.Rectify, TextRules.Longest.Reason, "写了整改期限的，请逐项写明整改内容。", "Say item by item what has to be put right.");
            if (RectifyBy is null) problems.Add("rectifyBy", "写了整改内容的，请填写整改期限。", "Say by when.");
            else if (RectifyBy <= On) problems.Add("rectifyBy", "整改期限应晚于核查日期。", "The day to be ready by lies after the inspection.");
        }
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (!state.Stands) return OrganizationRefusals.NotStanding(state);
        return Decision.Of(new PremisesInspected(inspection), late);
    }

    private void CheckInspectors(Problems problems, Organization state)
    {
        var people = Inspectors ?? [];
        if (people.Count < LeastInspectors) problems.Add("inspectors", $"实地核查须有{LeastInspectors}名以上核查人员。", $"At least {LeastInspectors} people inspect.");
        else if (people.Count > MostInspectors) problems.Add("inspectors", $"核查人员至多{MostInspectors}名。", $"At most {MostInspectors} people.");
        else if (people.Select(i => TextRules.Clean(i.Name)).Distinct().Count() < people.Count || people.Select(Account).OfType<string>().GroupBy(a => a).Any(g => g.Count() > 1))
            problems.Add("inspectors", "同一人不能重复填写，请填写不同的核查人员。", "Each of them is another person.");
        foreach (var (n, person) in people.Index())
        {
            problems.RequireText($"inspectors[{n}].name", person.Name, TextRules.Longest.Name, "请填写核查人员姓名。", "Enter the name.");
            if (Account(person) is not { } account) continue;
            if (!Houses.TryGetValue(account, out var house)) problems.Add($"inspectors[{n}].userName", "没有这个账号，请核对用户名，或者只填姓名。", "There is no such account: check it, or give the name alone.");
            else if (house == state.Id.Value) problems.Add($"inspectors[{n}].userName", "被核查组织的人员不能核查本组织，请更换核查人员。", "Nobody inspects the own organization.");
        }
    }

    private static string? Account(Inspector person) => string.IsNullOrWhiteSpace(person.UserName) ? null : person.UserName.Trim().ToLowerInvariant();
}
