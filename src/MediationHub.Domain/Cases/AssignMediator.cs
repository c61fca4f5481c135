using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Give the case a mediator; a new lead takes the place of the one before.</summary>
public sealed record AssignMediator(MediatorId MediatorId, MediatorRole Role) : ICaseCommand<AssignMediator>
{
    public static string Name => "assign-mediator";

    public IEnumerable<StreamRef> Reads(MediationCase state) => state.ReadsMediator(MediatorId);

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.AgreementEffective);

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Mediators.Exists(m => m.MediatorId == MediatorId && m.Role == Role)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("role", Role);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (state.MayTakePart(at, MediatorId, at.Today) is { } unfit) return unfit;
        return new MediatorAssigned(MediatorId, Role, at.Today);
    }
}
