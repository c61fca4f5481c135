using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Cases;

/// <summary>Offer the case to another organization; it moves once that one accepts.</summary>
public sealed record TransferCase(OrganizationId OrganizationId, Personal Reason) : ICaseCommand<TransferCase>
{
    public static string Name => "transfer";

    public IEnumerable<StreamRef> Reads(MediationCase state) =>
        OrganizationId.Value is null ? [] : [StreamRef.To<Organization>(OrganizationId.Value)];

    /// <summary>A case leaves an organization that no longer works, too: before deregistration, open cases are transferred.</summary>
    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (!state.IsOpen) yield return CaseRefusals.Ended(state.Stage);
        else if (state.InForce is not null) yield return CaseRefusals.AgreementInForce;
        else if (state.Transfer is not null) yield return CaseRefusals.TransferPending;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Transfer is { } pending && pending.To == OrganizationId) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireReason(Reason);
        var receiver = OrganizationId.Value is null ? null : at.Find<Organization>(OrganizationId.Value);
        if (receiver is null) problems.Add("organizationId", "没有这个调解组织,请核对。", "There is no such organization; check its id.");
        else if (OrganizationId == state.OrganizationId) problems.Add("organizationId", "不能移送给本组织,请选择其他调解组织。", "A case is not transferred to its own organization.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return receiver!.ReceivesCases ? new TransferProposed(OrganizationId, Reason) : CaseRefusals.OrganizationNotReceiving;
    }
}
