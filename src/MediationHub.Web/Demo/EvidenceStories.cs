using MediationHub.Domain.Access;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Samplings;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Demo;

/// <summary>What the score sheet of a gold selection needs besides cases: some premises inspected, and one organization's papers sampled and scored.</summary>
internal sealed class EvidenceStories(Installation installation, World world)
{
    private const int Inspected = 8;

    private static readonly Actor Province = new("province", new HashSet<Role> { Role.Province }, Unit: "220000");

    /// <summary>Plays what is not there yet, so that a start that was broken off goes on.</summary>
    public async Task Play()
    {
        var today = ChinaTime.DayOf(installation.Store.Clock.GetUtcNow());
        foreach (var body in Bodies.All.Where(b => b != Bodies.Demo).Take(Inspected - 1).Prepend(Bodies.Demo))
        {
            if ((await installation.Aggregates.Find<Organization>(body.Id.Value))?.State is not { Stands: true, Inspections.Count: 0 }) continue;
            var dice = new Dice(world.Seed, $"inspection {body.Key}");
            var items = Checklist.Premises.Items.Select(i => dice.Chance(0.86) ? new InspectedItem(i.Code, InspectionResult.Met) : new InspectedItem(i.Code, dice.Chance(0.7) ? InspectionResult.Partly : InspectionResult.NotMet, "现场不完整，已当场指出")).ToList();
            var lacking = items.Where(i => i.Result is not InspectionResult.Met).Select(i => (Personal)$"补齐：{Checklist.Premises.Item(i.Code)!.Text}").ToList();
            await Send(body.Id.Value, new RecordInspection(today, [new(Names.Name(body.Place, dice)), new(Names.Name(body.Place, dice)), new(Names.Name(body.Place, dice))], items,
                lacking.Count == 0 ? "场所固定，制度上墙，台账与系统一致，符合要求。" : "总体符合要求，个别项目需要补齐。", [], lacking, lacking.Count == 0 ? null : today.AddDays(30)), body.City);
        }

        var id = $"demo-sampling-{Bodies.Demo.Key}";
        if (await installation.Aggregates.Find<Sampling>(id) is null)
            await Send(id, new DrawSample(new(id), Bodies.Demo.Id, today.AddYears(-1), today, 10, "年度文书质量抽查"), Province);
        if ((await installation.Aggregates.Find<Sampling>(id))?.State is not { Stage: SamplingStage.Open } sampling) return;
        foreach (var picked in sampling.Picked.Where(p => sampling.ScoreOf(p.CaseId) is null))
        {
            var dice = new Dice(world.Seed, $"sample {picked.CaseId}");
            await Send(id, new ScorePapers(picked.CaseId, [.. Checklist.Papers.Items.Select(i => new ScoredItem(i.Code, i.Points - dice.Between(0, i.Points!.Value / 5)))]), Province);
        }
        await Send(id, new FinishSampling(), Province);
    }

    private async Task Send<TState>(string id, ICommand<TState> command, Actor actor) where TState : class, IAggregate<TState>
    {
        var answer = await installation.Aggregates.Send(id, command, new Request(actor));
        // An organization with hardly any ended case has none to draw from; anything else is a mistake of the story.
        if (answer.Kind is not AnswerKind.Done && answer.Refusal?.Code is not ("sampling-too-few" or "sampling-unknown")) throw new InvalidOperationException($"{id} {command.GetType().Name}: {answer.Kind} {answer.Refusal?.Chinese}");
    }
}
