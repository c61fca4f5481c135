using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Put a file that a party handed in, or that the mediator found, into the case; several that came together in one step.</summary>
/// <param name="Purpose">What it is to prove 证明目的.</param>
/// <param name="Visibility">Which people of the dispute may see it.</param>
/// <param name="BusinessSecret">It holds a business secret: people of other houses do not open it.</param>
/// <param name="Also">More files of the same hand, purpose and visibility.</param>
public sealed record AddEvidence(
    FileId FileId, Personal Title, PartyId? PartyId = null, Personal Purpose = default, EvidenceVisibility Visibility = EvidenceVisibility.AllParties, bool BusinessSecret = false,
    IReadOnlyList<EvidenceFile>? Also = null) : ICaseCommand<AddEvidence>
{
    public const int MostAtOnce = 30;

    public static string Name => "add-evidence";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.AgreementEffective);

    public Decision Decide(MediationCase state, Context at)
    {
        EvidenceFile[] files = [.. new EvidenceFile[] { new(FileId, Title) }.Concat(Also ?? []).DistinctBy(f => f.FileId)];
        if (files.All(f => state.Evidence.Exists(e => e.FileId == f.FileId))) return Decision.Nothing;

        var problems = new Problems();
        problems.Require("fileId", FileId.Value, "请上传证据文件。", "Add the file.");
        Check(problems, state, Title, PartyId, Purpose, Visibility);
        foreach (var (more, i) in (Also ?? []).Select((m, i) => (m, i)))
        {
            problems.Require($"also[{i}].fileId", more.FileId.Value, "请上传证据文件。", "Add the file.");
            problems.RequireText($"also[{i}].title", more.Title, TextRules.Longest.Title, "请填写证据名称。", "Give the evidence a title.");
        }
        if (files.Length > MostAtOnce) problems.Add("also", $"一次最多{MostAtOnce}个文件，请分几次上传。", $"At most {MostAtOnce} files at once.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        var next = state.Evidence.Select(e => int.Parse(e.Id.AsSpan(1))).DefaultIfEmpty().Max();
        return Decision.Of(files.Where(f => !state.Evidence.Exists(e => e.FileId == f.FileId))
            .Select(f => new EvidenceAdded(new Evidence($"e{++next}", f.FileId, f.Title, PartyId, Purpose, Visibility, BusinessSecret, AddedOn: at.Today))));
    }

    internal static void Check(Problems problems, MediationCase state, Personal title, PartyId? party, Personal purpose, EvidenceVisibility visibility)
    {
        problems.RequireText("title", title, TextRules.Longest.Title, "请填写证据名称。", "Give the evidence a title.");
        problems.CheckText("purpose", purpose, TextRules.Longest.Reason);
        problems.RequireWord("visibility", visibility);
        if (party is not null) problems.RequireParty(state, "partyId", party);
        else if (visibility is EvidenceVisibility.SubmittingParty) problems.Add("visibility", "没有提交人的证据不能设为仅提交人可见，请选择提交人或者其他范围。", "Evidence without a submitting party cannot be for that party alone; name the party or choose another word.");
    }
}
