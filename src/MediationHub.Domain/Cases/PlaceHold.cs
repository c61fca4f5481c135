using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Keep the file beyond its period: arbitration, a suit, an inspection or an audit still needs it.</summary>
public sealed record PlaceHold(Personal Reason) : ICaseCommand<PlaceHold>
{
    public static string Name => "place-hold";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Past is not null) yield return CaseRefusals.FromOldLedger;
        else if (state.Destroyed) yield return CaseRefusals.Destroyed;
        else if (state.Hold is not null) yield return CaseRefusals.HoldPlaced;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Hold is { } hold && hold.Reason == Reason && hold.By == at.Actor.UserName) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return new HoldPlaced(new(Reason, at.Today, at.Actor.UserName, IsOffice(at.Actor)));
    }

    internal static bool IsOffice(Actor actor) => actor.Organization is null && (actor.Is(Role.City) || actor.Is(Role.Province));
}
