using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Find that a gate is not passed, or that a veto holds.</summary>
/// <param name="Vetoes">Ids of the campaign's vetoes.</param>
public sealed record DisqualifyNomination([property: MayBeLeftOut] IReadOnlyList<GateKind> Gates, [property: MayBeLeftOut] IReadOnlyList<string> Vetoes, Personal Reason) : INominationCommand<DisqualifyNomination>
{
    public static string Name => "disqualify";

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        foreach (var refusal in state.At(NominationStage.ProvinceReceived, NominationStage.Qualified, NominationStage.Scored)) yield return refusal;
        if (state is { Exists: true, Metrics: null, Stage: NominationStage.ProvinceReceived }) yield return NominationRefusals.NotFrozen;
    }

    public Decision Decide(Nomination state, Context at)
    {
        if (state.Stage is NominationStage.Disqualified) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var (gates, vetoes, standards) = ((Gates ?? []).Distinct().Where(g => g is not GateKind.NoVeto).ToArray(), (Vetoes ?? []).Distinct().ToArray(), at.CampaignOf(state).Standards!);
        var problems = new Problems();
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写认定的事实和理由。", "Say what was found.");
        if (vetoes.FirstOrDefault(v => standards.Vetoes.All(k => k.Id != v)) is { } unknown) problems.Add("vetoes", $"标准中没有“{unknown}”这一否决情形，请核对。", "The standards have no such veto; check its id.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (gates.Length == 0 && vetoes.Length == 0) return NominationRefusals.NothingFails;
        if (ScoreSheet.Gates(standards, state.Metrics!).FirstOrDefault(g => g.Met && gates.Contains(g.Kind)) is { } passed) return NominationRefusals.GatePassed(passed.Text);
        return new NominationDisqualified(gates, vetoes, Reason, at.Today);
    }
}
