using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Recommendations;

/// <summary>Record that the applicant has the letter; the days for the reply begin. The acceptance clock runs on.</summary>
public sealed record DeliverRecommendation(DateOnly On, Personal LateEntryReason = default) : IRecommendationCommand<DeliverRecommendation>
{
    public static string Name => "deliver";

    public static IEnumerable<Refusal> Missing(Recommendation state, Context at) => state.At(RecommendationStage.Issued);

    public Decision Decide(Recommendation state, Context at)
    {
        if (state.DeliveredOn == On) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.IssuedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        var due = at.Rules.Clock("REC3", On, at.Calendar);
        return Decision.Of(new RecommendationDelivered(On, due.Due, due.Provisional, due.RulebookVersion), late);
    }
}
