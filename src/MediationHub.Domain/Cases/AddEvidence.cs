using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Put a file that a party handed in, or that the mediator found, into the case.</summary>
public sealed record AddEvidence(FileId FileId, Personal Title, PartyId? PartyId = null) : ICaseCommand<AddEvidence>
{
    public static string Name => "add-evidence";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.AgreementEffective);

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Evidence.Exists(e => e.FileId == FileId)) return Decision.Nothing;

        var problems = new Problems();
        problems.Require("fileId", FileId.Value, "请上传证据文件。", "Add the file.");
        problems.RequireText("title", Title, TextRules.Longest.Title, "请填写证据名称。", "Give the evidence a title.");
        if (PartyId is not null) problems.RequireParty(state, "partyId", PartyId);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return new EvidenceAdded(new Evidence($"e{state.Evidence.Count + 1}", FileId, Title, PartyId));
    }
}
