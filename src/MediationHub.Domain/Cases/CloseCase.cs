using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>
/// End the mediation with its outcome. What needs a written agreement needs it in force; an expired case ends as of the last day of its term;
/// performance, service and follow-up go on afterwards.
/// </summary>
/// <param name="Reasons">Needed where mediation failed: why, and through whom.</param>
/// <param name="Ground">For <c>terminated</c>.</param>
/// <param name="Performance">For <c>agreedOral</c>.</param>
public sealed record CloseCase(
    Outcome Outcome, IReadOnlyList<FailureReason>? Reasons, DateOnly On, TerminationGround? Ground = null, Personal Note = default,
    ImmediatePerformance? Performance = null, Personal LateEntryReason = default) : ICaseCommand<CloseCase>
{
    public static string Name => "close";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.AgreementEffective);

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Stage is CaseStage.Closed && state.Outcome == Outcome && (Outcome is Outcome.Expired || state.Closing!.On == On)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("outcome", Outcome);
        if (Ground is { } ground) problems.RequireWord("ground", ground);
        problems.CheckText("note", Note, TextRules.Longest.Reason);
        if (Performance is { } performed)
        {
            problems.CheckText("performance.text", performed.Text, TextRules.Longest.Statement);
            if (performed.Amount is { } amount) problems.Add("performance.amount", Money.Check(amount));
        }
        CheckReasons(problems, state);
        var late = at.CheckDay(problems, this, "on", On, NotBefore(state, at), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (Guard(state, at) is { } refusal) return refusal;

        var endsOn = Outcome is Outcome.Expired ? CaseClocks.Closing(state, at.Calendar, at.Rules).Due : On;
        return Decision.Of(new CaseClosed(state.EndingWith(Outcome, endsOn, Reasons ?? [], at) with { PerformedAtOnce = Outcome is Outcome.AgreedOral ? Performance?.Amount : null }, On, Ground, Note, Performance), late);
    }

    private void CheckReasons(Problems problems, MediationCase state)
    {
        if (Outcome is Outcome.NoAgreement or Outcome.Stopped or Outcome.Absent && Reasons is not { Count: > 0 })
            problems.Add("reasons", "请填写调解未成功的原因。", "Give the reasons why mediation failed.");
        foreach (var (reason, i) in (Reasons ?? []).Select((r, i) => (r, i)))
        {
            problems.RequireWord($"reasons[{i}].code", reason.Code);
            if (reason.PartyId is not null) problems.RequireParty(state, $"reasons[{i}].partyId", reason.PartyId);
        }
    }

    /// <summary>The step that this end follows.</summary>
    private DateOnly NotBefore(MediationCase state, Context at) => Outcome switch
    {
        Outcome.Agreed or Outcome.Partial when state.InForce is { EffectiveOn: { } effective } => effective,
        // Whether it has expired at all is for the guard to say.
        Outcome.Expired when state.AcceptedOn is not null && CaseClocks.Closing(state, at.Calendar, at.Rules) is var clock && clock.Due < at.Today => clock.Due,
        Outcome.Terminated or Outcome.Void => state.ReceivedOn,
        _ => state.Sessions.Where(s => s.TookPlace).Select(s => ChinaTime.DayOf(s.StartsAt)).Append(CaseRules.Later(state.ReceivedOn, state.AcceptedOn)).Max(),
    };

    private Refusal? Guard(MediationCase state, Context at)
    {
        switch (Outcome)
        {
            case Outcome.Agreed or Outcome.Partial:
                return state.InForce is null ? CaseRefusals.NeedsAgreement : null;
            case Outcome.Terminated or Outcome.Void when state.Stage is CaseStage.AgreementEffective:
                return CaseRefusals.AgreementInForce;
            // A case that was mediated leaves the figures only by the head's word.
            case Outcome.Void when state.AcceptedOn is not null && !(at.Actor.Is(Role.Head) || at.Actor.Is(Role.System)):
                return CaseRefusals.VoidedByHead;
            case Outcome.Void when state.AcceptedOn is not null && Note.IsEmpty:
                return CaseRefusals.VoidNeedsNote;
            case Outcome.Terminated or Outcome.Void:
                return null;
            case Outcome.SettledWithdrawn or Outcome.Withdrawn or Outcome.NotAccepted or Outcome.RespondentRefused or Outcome.Transferred:
                return CaseRefusals.UseOtherCommand(Outcome);
        }
        if (state.Between(at, CaseStage.Accepted, CaseStage.AgreementDrafted).FirstOrDefault() is { } no) return no;
        if (state.InForce is not null) return CaseRefusals.AgreementInForce;
        return Outcome switch
        {
            Outcome.NoAgreement when !state.SessionTookPlace => CaseRefusals.NoSessionHeld,
            Outcome.AgreedOral when state.NotDecidedElsewhere().FirstOrDefault() is { } elsewhere => elsewhere,
            Outcome.AgreedOral when Performance is null || !RecordSignedByAll(state) => CaseRefusals.OralUnproven,
            Outcome.Expired => NotExpired(state, at),
            Outcome.Absent => NotAbsent(state),
            _ => null,
        };
    }

    private static Refusal? NotExpired(MediationCase state, Context at)
    {
        var clock = CaseClocks.Closing(state, at.Calendar, at.Rules);
        return at.Today <= clock.Due ? CaseRefusals.NotExpired(clock.Due) : clock.Provisional ? CaseRefusals.TermProvisional(clock.Due) : null;
    }

    /// <summary>Somebody named as absent was not at the last session that was held or tried.</summary>
    private Refusal? NotAbsent(MediationCase state)
    {
        var last = state.Sessions.Where(s => s.Attendance.Count > 0).MaxBy(s => s.StartsAt);
        var named = (Reasons ?? []).Where(r => r is { Code: FailureCode.PartyAbsent, PartyId: not null }).Select(r => r.PartyId!.Value).ToList();
        return last is not null && named.Exists(id => last.Attendance.Any(a => a.PartyId == id && a.Present)) ? CaseRefusals.WasPresent(named.Where(id => last.Attendance.Any(a => a.PartyId == id && a.Present)).Select(state.NameOf)) : null;
    }

    private static bool RecordSignedByAll(MediationCase state) => state.Sessions.Exists(s =>
        s is { TookPlace: true, Record.Result: SessionResult.AgreementReached }
        && state.WhoSigns().All(id => s.Signatures.Any(g => g.PartyId == id)));
}
