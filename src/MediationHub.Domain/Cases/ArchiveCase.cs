using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Close the file: every paper that its outcome asks for was made here or is there as a scan.</summary>
/// <param name="On">Left out: today.</param>
/// <param name="Scans">Signed originals; they stand for the papers of their kind.</param>
public sealed record ArchiveCase(DateOnly? On = null, IReadOnlyList<ArchivedScan>? Scans = null, Personal LateEntryReason = default) : ICaseCommand<ArchiveCase>
{
    public static string Name => "archive";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in Stage(state)) yield return refusal;
        if (state.Closing is not null && state.Stage is not CaseStage.Archived && Lacking(state, []) is { Count: > 0 } lacking) yield return CaseRefusals.ArchiveIncomplete(lacking);
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var scans = Scans ?? [];
        var on = On ?? at.Today;
        if (state.Stage is CaseStage.Archived && on == state.ArchivedOn && scans.All(state.Scans.Contains)) return Decision.Nothing;

        var problems = new Problems();
        foreach (var (scan, i) in scans.Select((s, i) => (s, i)))
        {
            problems.RequireWord($"scans[{i}].kind", scan.Kind);
            problems.Require($"scans[{i}].fileId", scan.FileId.Value, "请上传扫描件。", "Add the scan.");
        }
        var late = at.CheckDay(problems, this, "on", on, state.Closing?.On, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Stage(state).FirstOrDefault() is { } no) return no;
        if (Lacking(state, scans) is { Count: > 0 } lacking) return CaseRefusals.ArchiveIncomplete(lacking);
        return Decision.Of(new CaseArchived(on, scans), late);
    }

    private static IEnumerable<Refusal> Stage(MediationCase state)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.IsOpen) yield return CaseRefusals.NotEnded(state.Stage);
        else if (state.Stage is CaseStage.Archived) yield return CaseRefusals.AlreadyArchived(state.ArchivedOn);
        else if (state.Stage is CaseStage.Transferred) yield return CaseRefusals.Ended(state.Stage);
        if (state.Supplement is not null) yield return CaseRefusals.MediatorSignsFirst;
    }

    private static List<string> Lacking(MediationCase state, IReadOnlyList<ArchivedScan> scans) => [.. ArchiveChecklist.Of(state, scans).Where(i => !i.There).Select(i => i.Name)];
}
