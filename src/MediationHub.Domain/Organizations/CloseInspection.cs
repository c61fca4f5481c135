using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Say whether what an inspection asked for was put right 整改复核.</summary>
/// <param name="InspectionId">One that asked for something and was not looked at again yet.</param>
public sealed record CloseInspection(string InspectionId, DateOnly On, bool Rectified, Personal Comment, [property: MayBeLeftOut] IReadOnlyList<FileId> Photos, Personal LateEntryReason = default) : ICommand<Organization>
{
    /// <summary>Which of the named files are no pictures; filled in by the pipeline.</summary>
    [JsonIgnore]
    public IReadOnlySet<FileId> NoPictures { get; init; } = new HashSet<FileId>();

    public Decision Decide(Organization state, Context at)
    {
        if (state.Inspections.FirstOrDefault(i => i.Id == InspectionId) is not { } inspection) return OrganizationRefusals.InspectionUnknown;
        if (inspection.Closure is { } known && known.On == On && known.Rectified == Rectified && known.Comment == Comment) return Decision.Nothing;
        if (!inspection.AwaitsRectification) return OrganizationRefusals.NothingToRectify;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, inspection.On, LateEntryReason);
        problems.RequireText("comment", Comment, TextRules.Longest.Reason, "请填写复核情况。", "Say what was found.");
        if ((Photos ?? []).Any(NoPictures.Contains)) problems.Add("photos", "现场照片只能是 JPG 或 PNG 图片，请重新选择。", "Photos are JPG or PNG pictures.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new InspectionClosed(InspectionId, new(On, Rectified, Comment, [.. (Photos ?? []).Distinct()])), late);
    }
}
