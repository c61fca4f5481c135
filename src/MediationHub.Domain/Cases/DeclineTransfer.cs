using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>The receiver sends the case back; it stays where it is.</summary>
public sealed record DeclineTransfer(Personal Reason) : ICaseCommand<DeclineTransfer>
{
    public static string Name => "decline-transfer";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => AcceptTransfer.Missing(state, at);

    public Decision Decide(MediationCase state, Context at)
    {
        var problems = new Problems();
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        var to = state.Transfer!.To;
        return at.Actor.Is(Role.System) || at.Actor.Organization == to ? new TransferDeclined(to, Reason) : CaseRefusals.NotTheReceiver;
    }
}
