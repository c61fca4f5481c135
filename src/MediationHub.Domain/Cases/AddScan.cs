using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Put the scan of a paper into the file that exists only as a signed original.</summary>
/// <param name="Title">What it is, where its kind does not say it; left out, the name of the kind.</param>
public sealed record AddScan(PaperKind Kind, FileId FileId, Personal Title = default) : ICaseCommand<AddScan>
{
    public static string Name => "add-scan";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Stage is CaseStage.Archived or CaseStage.Transferred) yield return CaseRefusals.FileClosed;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Scans.Any(s => s.FileId == FileId)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("kind", Kind);
        problems.Require("fileId", FileId.Value, "请上传扫描件。", "Add the scan.");
        problems.CheckText("title", Title, TextRules.Longest.Title);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Missing(state, at).FirstOrDefault() is { } no ? no : new ScanAdded(new(Kind, FileId, Title));
    }
}
