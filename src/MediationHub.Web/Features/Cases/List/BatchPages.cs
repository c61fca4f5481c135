using MediationHub.Documents;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Mediators;
using MediationHub.Web.Features.Papers;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Cases.List;

/// <summary>What came of one case of a batch.</summary>
/// <param name="Href">Where what was made is found.</param>
public sealed record BatchRow(string CaseId, string Number, bool Done, string Text, string? Href = null);

/// <summary>The same step for several cases of the list. Each is a command of its own down the one pipeline: what one refuses, the others do not feel.</summary>
public static class BatchPages
{
    private const int Most = 100;

    public static void MapBatch(this IEndpointRouteBuilder pages) =>
        pages.MapPost("/cases/batch", async (HttpContext http, IAggregates aggregates, PaperDesk papers, MediatorRosters rosters) =>
        {
            var actor = http.Actor();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (action, mediator) = (form["action"].ToString(), form["mediatorId"].ToString());
            if (action is not ("assign" or "acceptance") || !Policy.May(actor, action is "assign" ? typeof(AssignMediator) : typeof(RecordPaper))) return Pages.NotYours();
            var ids = form["id"].OfType<string>().Distinct().ToList();
            if (ids.Count is 0 or > Most) return Refused(ids.Count == 0 ? "请先在列表中勾选要办理的案件。" : $"一次最多办理 {Most} 件，请分次办理。");
            if (action is "assign" && mediator.Length == 0) return Refused("请选择要指派的调解员。");
            if (action is "assign" && actor.Organization is { } own && (await rosters.At(own.Value, null, http.RequestAborted)).Many)
            {
                var (meant, sentence) = await rosters.Find(own.Value, mediator, http.RequestAborted);
                if (meant is null) return Refused(sentence!);
                mediator = meant;
            }

            var rows = new List<BatchRow>();
            foreach (var id in ids)
            {
                if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored)
                {
                    rows.Add(new(id, "", false, "没有这个案件，或者它不在您的权限范围内。"));
                    continue;
                }
                rows.Add(action is "assign" ? await Assign(stored.State, stored.Id, stored.Version) : await Notice(stored.State, stored.Id));
            }
            return Pages.Show<BatchPage>(new { Rows = rows, Title = action is "assign" ? "批量指派调解员" : "批量制作受理通知书", Back = ListMemory.Back(http, ListKinds.Cases) });

            async Task<BatchRow> Assign(MediationCase c, string id, int version)
            {
                // Somebody who already has it keeps it: a batch is for those that nobody has.
                if (c.Lead is not null) return new(id, c.Number, false, "已有主办调解员，没有改动。需要更换的，请到案件页办理。");
                var answer = await aggregates.Send(id, new AssignMediator(new(mediator), MediatorRole.Lead), new(actor, version), http.RequestAborted);
                return Row(id, c.Number, answer, "已指派");
            }

            async Task<BatchRow> Notice(MediationCase c, string id)
            {
                if (c.AcceptedOn is null) return new(id, c.Number, false, "尚未受理，不能制作受理通知书。");
                if (c.Papers.Exists(p => p.Kind is Domain.Cases.PaperKind.AcceptanceNotice)) return new(id, c.Number, true, "已有受理通知书，没有重复制作。", $"/cases/{id}?tab=papers");
                var (paper, problem) = await papers.Make(http, id, new(PaperForm.Of(PaperKind.AcceptanceNotice).Word));
                return paper is null ? new(id, c.Number, false, CaseText.FullWidth(problem!.Detail.Chinese)) : new(id, c.Number, true, "已制作受理通知书", $"/api/v1/papers/{paper.Id}.html");
            }
        });

    private static BatchRow Row(string id, string number, Answer<MediationCase> answer, string done) => answer.Kind switch
    {
        AnswerKind.Done or AnswerKind.Again => new(id, number, true, done),
        AnswerKind.Refused => new(id, number, false, CaseText.FullWidth(answer.Refusal!.Chinese)),
        AnswerKind.Stale => new(id, number, false, "案件刚刚有新的变化，请打开案件核对后再办理。"),
        _ => new(id, number, false, "这项操作不属于您的职责。"),
    };

    private static IResult Refused(string text) => Pages.Show<MessagePage>(new { Title = "没有办理", Text = text }, 400);
}
