using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Cases;

/// <summary>Put right a recorded fact, with the reason. Also the time of receipt: what was recorded before stays in the log.</summary>
public sealed record CorrectCase(CaseCorrection Fields, Personal Reason) : ICaseCommand<CorrectCase>
{
    public static string Name => "correct";

    /// <summary>After the agreement took effect, only how the parties are reached is still corrected.</summary>
    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => !state.Exists ? [CaseRefusals.Unknown] : state.Past is not null ? [CaseRefusals.FromOldLedger] : [];

    public Decision Decide(MediationCase state, Context at)
    {
        if (Missing(state, at).FirstOrDefault() is { } unknown) return unknown;

        var given = Cleaned(state);
        var problems = new Problems();
        Check(problems, state, given, at);
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;

        var fields = given.Against(state);
        if (fields.SaysNothing) return Decision.Nothing;
        if (!fields.OnlyContacts && state.Between(at, CaseStage.Registered, CaseStage.AgreementDrafted).FirstOrDefault() is { } no) return no;
        if (fields.ReceivedAt is { } received && at.Find<Organization>(state.OrganizationId.Value)?.FiledOn is { } filed && ChinaTime.DayOf(received) < filed)
            return CaseRefusals.ReceivedBeforeFiling(filed);
        return new CaseCorrected(fields, Reason, AcceptedLate(state, fields, at));
    }

    /// <summary>Another receipt moves the day for accepting in time: whether it was kept is decided anew, and so are the figures.</summary>
    private static bool? AcceptedLate(MediationCase state, CaseCorrection fields, Context at) =>
        fields.ReceivedAt is { } received && state.AcceptedOn is not null ? CaseClocks.AcceptedLate(state with { ReceivedAt = received }, at.Calendar, at.Rules) : null;

    private CaseCorrection Cleaned(MediationCase state)
    {
        var fields = Fields ?? new();
        return fields with { Parties = [.. (fields.Parties ?? []).Select(p => (PartyCorrection)(p with { Kind = state.Party(p.PartyId)?.Kind ?? p.Kind }).Cleaned())] };
    }

    private static void Check(Problems problems, MediationCase state, CaseCorrection fields, Context at)
    {
        var receivedAt = fields.ReceivedAt ?? state.ReceivedAt;
        var firstStep = state.Parties.Where(p => p.Consent is { ByApplication: false }).Select(p => p.Consent!.On)
            .Concat(new[] { state.ConsentAskedOn, state.AcceptedOn, state.Closing?.On }.OfType<DateOnly>()).Append(at.Today).Min();
        if (receivedAt > at.Now) problems.Add("receivedAt", "时间不得晚于当前时间。", "The time must not lie in the future.");
        else if (ChinaTime.DayOf(receivedAt) > firstStep) problems.Add("receivedAt", $"收到时间不得晚于其后的环节({firstStep:yyyy-MM-dd})。", $"The receipt must not lie after the step that follows it ({firstStep:yyyy-MM-dd}).");
        if (fields.DisputeType is not null) problems.CheckDisputeType("disputeType", at, fields.DisputeType);
        if ((fields.OccurredOn ?? state.OccurredOn) > ChinaTime.DayOf(receivedAt)) problems.Add("occurredOn", "争议发生日期不得晚于收到申请的日期。", "The dispute cannot arise after the application.");
        if ((fields.KnewOn ?? state.KnewOn) > ChinaTime.DayOf(receivedAt)) problems.Add("knewOn", "知道权利受侵害的日期不得晚于收到申请的日期。", "The applicant cannot learn of it after the application.");
        if (fields.Court is not null) problems.CheckCourt("court", fields.Court, fields.Source ?? state.Source, ChinaTime.DayOf(receivedAt), at.Today);
        problems.CheckElsewhere("elsewhere", fields.Elsewhere, at.Today);
        if (fields.WorkersInvolved < 1) problems.Add("workersInvolved", "涉及劳动者人数至少为1。", "One worker at least is involved.");
        problems.CheckText("facts", fields.Facts, TextRules.Longest.Facts);
        foreach (var (party, i) in fields.Parties.Select((p, i) => (p, i)))
        {
            problems.RequireParty(state, $"parties[{i}].partyId", party.PartyId);
            if (state.Party(party.PartyId) is { } known) problems.CheckParty($"parties[{i}]", known.UpdatedBy(party), identified: false, at.Today);
        }
    }
}
