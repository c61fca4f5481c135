using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Cases;

/// <summary>One command of a case as the outside knows it.</summary>
/// <param name="Name">Its name in the API and in the addresses of pages.</param>
/// <param name="Map">Makes its endpoint.</param>
/// <param name="Read">The command that a body stands for, or which field cannot be read.</param>
public sealed record CaseCommand(string Name, Type Type, Action<IEndpointRouteBuilder> Map, Func<Body, (ICommand<MediationCase>? Command, Problem? Problem)> Read);

/// <summary>Every command that may be given to an existing case.</summary>
public static class CaseCommands
{
    public static IReadOnlyList<CaseCommand> All { get; } =
    [
        Of<AskConsent>(), Of<RecordConsent>(), Of<AcceptCase>(), Of<RejectCase>(), Of<CorrectCase>(),
        Of<ChangeClaims>(), Of<AddParty>(), Of<RemoveParty>(), Of<AppointAgent>(), Of<ChooseRepresentatives>(),
        Of<ImportMembers>(), Of<RemoveMember>(), Of<AddEvidence>(), Of<ChangeEvidence>(), Of<WithdrawEvidence>(), Of<AssignMediator>(), Of<RequestRecusal>(), Of<DecideRecusal>(),
        Of<ScheduleSession>(), Of<MoveSession>(), Of<CancelSession>(), Of<HoldSession>(), Of<ReleaseOffer>(),
        Of<ExtendTerm>(), Of<SuspendCase>(), Of<ResumeCase>(), Of<DraftAgreement>(), Of<SignAgreement>(),
        Of<SealAgreement>(), Of<CloseCase>(), Of<WithdrawApplication>(), Of<TransferCase>(), Of<AcceptTransfer, TransferTakenOver>(_ => new(new(NewId.Next("c")))),
        Of<DeclineTransfer>(), Of<SplitCase, CaseToSplit>(body => new(new(NewId.Next("c")), body.PartyIds, body.ClaimNos, body.Reason)), Of<MergeCase>(), Of<RecordPayment>(), Of<RecordPerformance>(), Of<ConfirmReceipt>(), Of<FollowUpCase>(),
        Of<MarkDefault>(), Of<StartRemedy>(), Of<RecordRuling>(), Of<WithdrawRuling>(), Of<NoteLimitation>(), Of<StrikeLimitation>(), Of<OpenSession>(), Of<CloseSession>(), Of<ConfirmAddress>(), Of<RecordService>(), Of<ServeOnTheSpot>(), Of<AddScan>(), Of<ArchiveCase>(), Of<RequestReopen>(),
        Of<ApproveReopen>(), Of<PlaceHold>(), Of<LiftHold>(),
    ];

    private static readonly Dictionary<string, CaseCommand> ByName = All.ToDictionary(c => c.Name);

    public static CaseCommand? Find(string name) => ByName.GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">No command of a case has this name.</exception>
    public static Type TypeOf(string name) => ByName[name].Type;

    private static CaseCommand Of<TCommand>() where TCommand : class, ICaseCommand<TCommand> => Of<TCommand, TCommand>(body => body);

    private static CaseCommand Of<TCommand, TBody>(Func<TBody, TCommand> make) where TCommand : class, ICaseCommand<TCommand> where TBody : class =>
        new(TCommand.Name, typeof(TCommand), api => api.MapCommand<MediationCase, TCommand, TBody>(CaseEndpoints.Resource, TCommand.Name, make), body =>
        {
            var (read, problem) = body.As<TBody>();
            return (read is null ? null : make(read), problem);
        });
}
