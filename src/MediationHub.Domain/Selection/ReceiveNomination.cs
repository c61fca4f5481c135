using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>The provincial office receives the nomination of an organization that is active on the day; a reserve only with the reason for which it comes in 递补.</summary>
public sealed record ReceiveNomination(DateOnly On, Personal Substitution = default, Personal LateEntryReason = default) : INominationCommand<ReceiveNomination>
{
    public static string Name => "receive";

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at) => state.At(NominationStage.PrefectureRecommended);

    public Decision Decide(Nomination state, Context at)
    {
        if (state.Stage is NominationStage.ProvinceReceived) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.Add("substitution", TextRules.Check(Substitution, TextRules.Longest.Reason));
        var late = at.CheckDay(problems, this, "on", On, state.Recommendation!.On, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (NominationGuide.NotActiveOn(On, state, at) is { } idle) return idle;
        return state.Recommendation.Reserve && Substitution.IsEmpty ? NominationRefusals.ReserveNeedsReason : Decision.Of(new NominationReceived(On, Substitution), late);
    }
}
