using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Ask the other side whether it wants mediation 征询意见.</summary>
public sealed record AskConsent(DateOnly On, Personal LateEntryReason = default) : ICaseCommand<AskConsent>
{
    public static string Name => "ask-consent";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.ConsentPending);

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Exists && state.ConsentAskedOn == On) return Decision.Nothing;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.ReceivedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return Decision.Of(new ConsentAsked(On), late);
    }
}
