using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Cases;

/// <summary>
/// The receiver takes the case over: it gets a case of its own with its own number, the receipt is kept, and both lead to each other.
/// What was said in sessions stays where it was said, and so does evidence that was meant for its mediator alone.
/// </summary>
/// <param name="NewCaseId">Given by the caller.</param>
public sealed record AcceptTransfer(CaseId NewCaseId) : ICaseCommand<AcceptTransfer>
{
    public static string Name => "accept-transfer";

    public IEnumerable<StreamRef> Reads(MediationCase state) =>
        [.. state.ReadsOrganization(), .. state.Transfer is { } pending ? [StreamRef.To<Organization>(pending.To.Value)] : Array.Empty<StreamRef>()];

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Transfer is null) yield return CaseRefusals.NoTransferPending;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.TransferredTo is not null) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var to = state.Transfer!.To;
        if (!at.Actor.Is(Role.System) && at.Actor.Organization != to) return CaseRefusals.NotTheReceiver;
        if (at.Find<Organization>(to.Value) is not { ReceivesCases: true } receiver) return CaseRefusals.OrganizationNotReceiving;

        var opened = new CaseRegistered(
            NewCaseId, to, receiver.Type, "", RegisterCase.NumberPattern(receiver, at), at.Today.Year,
            state.Source, state.Form, state.ReceivedAt, at.Today, state.Parties, state.DisputeType, state.Claims, state.Facts, state.OccurredOn, state.KnewOn,
            state.WorkersInvolved, state.Members, state.Representatives, [.. state.Evidence.Where(e => e.Withdrawal is null && e.Visibility is not EvidenceVisibility.MediatorOnly)], state.RecordFileId,
            (state.Origin ?? new CaseOrigin()) with { TransferredFrom = state.Id }, state.Oral, Unit: receiver.Unit, Court: state.Court, Elsewhere: state.Elsewhere);
        return ((Decision)new CaseTransferred(to, NewCaseId, at.Today, at.Law)).Opening(new Opening(StreamRef.To<MediationCase>(NewCaseId.Value), [opened, .. state.LimitationCauses.Select((c, i) => new LimitationCauseNoted(c with { Id = $"l{i + 1}" }))]));
    }
}
