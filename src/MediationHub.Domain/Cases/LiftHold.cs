using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>The file is no longer needed beyond its period. What an office holds, an office releases.</summary>
public sealed record LiftHold(Personal Reason) : ICaseCommand<LiftHold>
{
    public static string Name => "lift-hold";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Hold is null) yield return CaseRefusals.NoHold;
        else if (state.Hold.ByOffice && !PlaceHold.IsOffice(at.Actor) && !at.Actor.Is(Role.System)) yield return CaseRefusals.HoldOfOffice;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Exists && state.Hold is null) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Missing(state, at).FirstOrDefault() is { } no ? no : new HoldLifted(Reason, at.Today);
    }
}
