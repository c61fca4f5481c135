using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>How an item of an inspection was found.</summary>
public enum InspectionResult { Met, Partly, NotMet, NotApplicable }

/// <summary>Who looked at the premises 核查人员.</summary>
/// <param name="UserName">The person's account, where there is one.</param>
public sealed record Inspector(Personal Name, string? UserName = null);

/// <summary>One item as it was found.</summary>
/// <param name="Code">Of the checklist.</param>
public sealed record InspectedItem(string Code, InspectionResult Result, Personal Note = default);

/// <summary>What was found once the time to put things right was over 整改复核.</summary>
public sealed record InspectionClosure(DateOnly On, bool Rectified, Personal Comment, IReadOnlyList<FileId> Photos);

/// <summary>An inspection of an organization's premises 实地核查 by two people at least.</summary>
/// <param name="Id"><c>i1</c>, <c>i2</c> … within the organization.</param>
/// <param name="Checklist">The version of the list <see cref="Checklist.Premises"/> that it went by.</param>
/// <param name="Rectify">What has to be put right; empty where nothing has.</param>
/// <param name="RectifyBy">By when; null where nothing has to be.</param>
public sealed record Inspection(
    string Id, DateOnly On, int Checklist, IReadOnlyList<Inspector> Inspectors, IReadOnlyList<InspectedItem> Items, Personal Findings, IReadOnlyList<FileId> Photos,
    IReadOnlyList<Personal> Rectify, DateOnly? RectifyBy, InspectionClosure? Closure = null)
{
    /// <summary>Something was to be put right and nobody has looked again yet.</summary>
    public bool AwaitsRectification => RectifyBy is not null && Closure is null;

    /// <summary>How many items of a dimension were met, and how many applied; one met in part is none.</summary>
    public (int Met, int Of) Count(Dimension dimension)
    {
        var list = Checklists.Checklist.Of("premises", Checklist);
        var items = Items.Where(i => list.Item(i.Code)?.Dimension == dimension && i.Result is not InspectionResult.NotApplicable).ToList();
        return (items.Count(i => i.Result is InspectionResult.Met), items.Count);
    }

    /// <summary>The same inspection entered again.</summary>
    internal bool Says(Inspection other) =>
        On == other.On && Findings == other.Findings && RectifyBy == other.RectifyBy && Inspectors.SequenceEqual(other.Inspectors) && Items.SequenceEqual(other.Items)
        && Photos.SequenceEqual(other.Photos) && Rectify.SequenceEqual(other.Rectify);
}
