using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Propose an adult as a mediator.</summary>
/// <param name="QualitiesConfirmed">The proposer confirms what LMA 11 asks: fair and upright, in touch with people, keen to mediate, with some knowledge of law and policy.</param>
public sealed record NominateMediator(MediatorId Id, MediatorProfile Profile, bool QualitiesConfirmed) : ICommand<Mediator>
{
    public Decision Decide(Mediator state, Context at)
    {
        if (state.Exists) return Decision.Nothing;

        var profile = Profile.Cleaned();
        var problems = new Problems();
        profile.Check(problems, at);
        if (!QualitiesConfirmed)
            problems.Add("qualitiesConfirmed",
                "请确认拟任人选公道正派、联系群众、热心调解工作，并具有一定法律知识、政策水平和文化水平（调解仲裁法第十一条）。",
                "Confirm that the person is fair, upright and keen to mediate, with some knowledge of law and policy (LMA 11).");

        return problems.ToRefusal() is { } invalid ? invalid : new MediatorNominated(Id, profile, at.Today);
    }
}
