using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Take a proof back that was wrong or holds no more; that it was there stays on record.</summary>
public sealed record WithdrawProof(FileId FileId, Personal Reason) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        var problems = new Problems();
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写撤下的原因。", "Say why it is taken back.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return state.Proofs.Any(p => p.FileId == FileId) ? new ProofWithdrawn(FileId, Reason) : OrganizationRefusals.ProofMissing;
    }
}
