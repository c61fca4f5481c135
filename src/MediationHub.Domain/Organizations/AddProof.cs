using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Put a proof beside the organization's filing: a system's text, the photo of the posted rules, the seal's specimen, the premises.</summary>
/// <param name="Title">What the file is; the kind's own name where left out.</param>
public sealed record AddProof(ProofKind? Kind, FileId FileId, string? Title = null) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        if (state.Proofs.Any(p => p.FileId == FileId)) return Decision.Nothing;

        var problems = new Problems();
        if (Kind is null) problems.Add("kind", "请选择材料类别。", "Choose what the proof shows.");
        problems.Require("fileId", FileId.Value, "请上传文件。", "Add the file.");
        problems.Add("title", TextRules.Check(Title, TextRules.Longest.Title));
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.Status is OrganizationStatus.Refused or OrganizationStatus.Deregistered) return OrganizationRefusals.Ended(state);
        return new ProofAdded(new Proof(Kind!.Value, FileId, string.IsNullOrWhiteSpace(Title) ? Kind.Value.Chinese() : TextRules.Clean(Title), at.Today));
    }
}
