using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Whether a command could be carried out now, and what is missing for it.</summary>
/// <param name="Command">Its name in the API.</param>
/// <param name="Note">What must be known before it is given, where nothing is missing; null where there is no such thing.</param>
public sealed record AllowedCommand(string Command, bool Ok, IReadOnlyList<Text> Missing, Text? Note = null);

/// <summary>What may be done with a case and what comes next. It asks the same guards as the commands themselves, so the two cannot disagree.</summary>
public static class CaseGuide
{
    private static readonly (string Name, Func<MediationCase, Context, IEnumerable<Refusal>> Missing)[] Commands =
    [
        Of<AskConsent>(), Of<RecordConsent>(), Of<AcceptCase>(), Of<RejectCase>(),
        Of<CorrectCase>(), Of<ChangeClaims>(), Of<AddParty>(), Of<RemoveParty>(), Of<AppointAgent>(), Of<ChooseRepresentatives>(), Of<ImportMembers>(), Of<RemoveMember>(), Of<AddEvidence>(), Of<ChangeEvidence>(), Of<WithdrawEvidence>(),
        Of<AssignMediator>(), Of<RequestRecusal>(), Of<DecideRecusal>(),
        Of<ScheduleSession>(), Of<MoveSession>(), Of<CancelSession>(), Of<HoldSession>(), Of<ReleaseOffer>(),
        Of<ExtendTerm>(), Of<SuspendCase>(), Of<ResumeCase>(),
        Of<DraftAgreement>(), Of<SignAgreement>(), Of<SealAgreement>(),
        Of<CloseCase>(), Of<WithdrawApplication>(), Of<TransferCase>(), Of<AcceptTransfer>(), Of<DeclineTransfer>(), Of<SplitCase>(), Of<MergeCase>(),
        Of<RecordPayment>(), Of<RecordPerformance>(), Of<ConfirmReceipt>(), Of<FollowUpCase>(), Of<MarkDefault>(), Of<StartRemedy>(), Of<RecordRuling>(), Of<WithdrawRuling>(), Of<NoteLimitation>(), Of<StrikeLimitation>(), Of<OpenSession>(), Of<CloseSession>(),
        Of<ConfirmAddress>(), Of<RecordService>(), Of<ServeOnTheSpot>(), Of<AddScan>(), Of<ArchiveCase>(), Of<RequestReopen>(), Of<ApproveReopen>(), Of<PlaceHold>(), Of<LiftHold>(),
    ];

    /// <summary>Every command with what it lacks; who may give it is another question.</summary>
    /// <param name="asked">Leaves out the commands that nobody asks about.</param>
    public static IReadOnlyList<AllowedCommand> Allowed(MediationCase state, Context at, Func<string, bool>? asked = null) =>
        [.. Commands.Where(c => asked is null || asked(c.Name)).Select(c => Answer(c.Name, state, at, state.Destroyed ? [CaseRefusals.Destroyed] : c.Missing(state, at)))];

    /// <summary>The next lawful step: the main button. Null where nothing is left to do.</summary>
    public static AllowedCommand? Next(MediationCase state, Context at) =>
        NameOfNext(state, at) is { } name ? Answer(name, state, at, Commands.First(c => c.Name == name).Missing(state, at)) : null;

    /// <summary>Whose signatures stand for all parties: representatives sign for the side that chose them.</summary>
    public static IReadOnlyList<PartyId> WhoSigns(MediationCase state) => [.. state.WhoSigns()];

    /// <summary>The side of the workers.</summary>
    public static PartySide WorkerSide(MediationCase state) => state.WorkerSide();

    private static string? NameOfNext(MediationCase state, Context at) => state switch
    {
        { Exists: false } or { Destroyed: true } => null,
        { Transfer: not null } => AcceptTransfer.Name,
        { Suspended: true } => ResumeCase.Name,
        { OpenRecusal: not null, IsOpen: true } => DecideRecusal.Name,
        { Supplement: { } supplement } => NameOfSigning(supplement),
        { Stage: CaseStage.Registered or CaseStage.ConsentPending } => !at.Rules.Accepts(state.DisputeType) || state.BarredBy is not null ? RejectCase.Name : state.AllConsent ? AcceptCase.Name : RecordConsent.Name,
        { Stage: CaseStage.Accepted or CaseStage.InMediation or CaseStage.AgreementDrafted, BarredBy: not null, InForce: null } => CloseCase.Name,
        { Stage: CaseStage.Accepted or CaseStage.InMediation, Lead: null } => AssignMediator.Name,
        { Stage: CaseStage.InMediation, InForce: not null } => CloseCase.Name,
        { Stage: CaseStage.Accepted or CaseStage.InMediation or CaseStage.AgreementDrafted } when HasExpired(state, at) => CloseCase.Name,
        { Stage: CaseStage.Accepted or CaseStage.InMediation } => NameOfMediating(state),
        { Stage: CaseStage.AgreementDrafted } => NameOfSigning(state.Agreement!),
        { Stage: CaseStage.AgreementEffective } => CloseCase.Name,
        { Stage: CaseStage.Closed, ReopenRequest: not null } => ApproveReopen.Name,
        { InForce: { Performed: false } agreement } => NameOfPerforming(agreement, at.Today),
        { Stage: CaseStage.Closed or CaseStage.NotAccepted } => ArchiveCase.Name,
        _ => null,
    };

    private static string NameOfMediating(MediationCase state)
    {
        if (state.Sessions.Exists(s => s.Status is SessionStatus.Scheduled)) return HoldSession.Name;
        return state.Sessions.FindLast(s => s.TookPlace)?.Record?.Result switch
        {
            SessionResult.AgreementReached => DraftAgreement.Name,
            SessionResult.NoAgreement => CloseCase.Name,
            _ => ScheduleSession.Name,
        };
    }

    private static string NameOfSigning(Agreement draft) =>
        draft.StillToSign.Any() || draft.MediatorSignature is null ? SignAgreement.Name : SealAgreement.Name;

    private static string NameOfPerforming(Agreement agreement, DateOnly today)
    {
        var lines = agreement.Lines.Where(l => l.PerformedOn is null).ToArray();
        if (lines.Any(l => l.IsOverdue(today) && l.DefaultedOn is null)) return MarkDefault.Name;
        return lines.Any(l => l.Owed is not null) ? RecordPayment.Name : RecordPerformance.Name;
    }

    private static bool HasExpired(MediationCase state, Context at) =>
        CaseClocks.Closing(state, at.Calendar, at.Rules) is { Provisional: false } clock && at.Today > clock.Due;

    private static AllowedCommand Answer(string name, MediationCase state, Context at, IEnumerable<Refusal> missing)
    {
        Text[] texts = [.. missing.Select(m => new Text(m.Chinese, m.English))];
        return new AllowedCommand(name, texts.Length == 0, texts, texts.Length == 0 ? Note(name, state, at) : null);
    }

    /// <summary>What a sound command of this kind must take heed of, and what it leads to that is easily overlooked.</summary>
    private static Text? Note(string name, MediationCase state, Context at) => name switch
    {
        _ when name == DraftAgreement.Name && state.InForce is not null => new(
            "协议已经生效,本次须作为补充协议拟定(supplement: true);补充协议签名盖章后替代原协议。",
            "An agreement is in force: the draft is a supplement (supplement: true) and takes its place once signed and sealed."),
        _ when name == DraftAgreement.Name && state.Parties.FindAll(p => p.Kind is PartyKind.Employer && p.LegalRepresentative.IsEmpty) is { IsEmpty: false } unnamed => new(
            $"{string.Join("、", unnamed.Select(p => p.Name.Value))}的法定代表人(负责人)尚未登记,协议书将不载明;可以先办理更正补充。",
            $"No legal representative of {string.Join(", ", unnamed.Select(p => p.Id))} is on record, and the agreement will name none; correct the record first to add it."),
        _ when name == ExtendTerm.Name && at.Today > CaseClocks.Closing(state, at.Calendar, at.Rules).Due => new(
            "调解期限已经届满,须上传各方在届满前签字的延期同意书(fileId)。",
            "The term has ended: add the consent that was signed before, as a file (fileId)."),
        _ when name == AcceptCase.Name => Together(
            state.ElsewhereUnasked ? new(
                "登记时未询问同一争议是否已经裁决、判决,或者正在仲裁、诉讼;请在受理前询问当事人,随受理一并登记,或者先办理更正。",
                "Nobody asked yet whether the same dispute is decided or pending elsewhere: ask the parties, and say it with the acceptance (elsewhere) or by correct.") : null,
            LosesSight(at.Actor) ? new(
                "指定其他调解员主办的,案件转由其办理,您将不再能查看本案。",
                "Where another mediator is named, the case is that mediator's and you no longer see it.") : null),
        _ => null,
    };

    private static Text? Together(params Text?[] notes) =>
        notes.OfType<Text>().ToArray() is { Length: > 0 } said ? new(string.Concat(said.Select(n => n.Chinese)), string.Join(' ', said.Select(n => n.English))) : null;

    /// <summary>A mediator sees the cases that are the own or nobody's; a head sees all.</summary>
    private static bool LosesSight(Actor actor) => actor.Is(Role.Mediator) && !actor.Is(Role.Head) && !actor.Is(Role.System);

    private static (string, Func<MediationCase, Context, IEnumerable<Refusal>>) Of<TCommand>() where TCommand : ICaseCommand<TCommand> => (TCommand.Name, TCommand.Missing);
}
