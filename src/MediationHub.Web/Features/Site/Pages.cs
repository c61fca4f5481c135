using System.Text.Json;
using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MediationHub.Web.Features.Site;

/// <summary>How pages answer: a rendered component, or a redirect after a step was done.</summary>
public static class Pages
{
    public static IResult Show<TPage>(object? parameters = null, int status = 200) where TPage : IComponent
    {
        var page = parameters is null ? new RazorComponentResult<TPage>() : new RazorComponentResult<TPage>(parameters);
        page.StatusCode = status;
        page.PreventStreamingRendering = true;
        return page;
    }

    public static IResult Missing() => Show<MessagePage>(new { Title = "没有找到", Text = "没有这条记录，或者它不在您的权限范围内。请从列表重新进入，或核对编号。" }, 404);

    public static IResult NotYours() => Show<MessagePage>(new { Title = "无权办理", Text = "这项操作不属于您的职责，请交由有权限的人员办理。" }, 403);

    public static IResult Destroyed() => Show<MessagePage>(new { Title = "已销毁", Text = "案件卷宗已依保管期限销毁，文书和文件不再存在，只保留案号、日期和统计数据。" }, 410);

    /// <summary>After a step: the page that shows it, saying so.</summary>
    public static IResult Done(string href, string step) => Results.Redirect($"{href}{(href.Contains('?') ? '&' : '?')}done={step}");

    /// <summary>After a form that begins a record: the record's page, or the form again with what stands in the way.</summary>
    /// <param name="records">The path under which such records stand: <c>/mediators</c>.</param>
    /// <param name="unseen">Where the record would lie outside what the person may see.</param>
    public static IResult Begun<TState>(Answer<TState> answer, string records, string step, Func<Problem, IResult> again, Func<IResult>? unseen = null) where TState : class, IAggregate<TState> => answer.Kind switch
    {
        AnswerKind.Done or AnswerKind.Again => Done($"{records}/{answer.Stored!.Id}", step),
        AnswerKind.Refused => again(Problem.Of(answer.Refusal!)),
        AnswerKind.KeyReused => again(Problem.KeyReused),
        AnswerKind.InProgress => again(Problem.InProgress),
        _ => unseen?.Invoke() ?? NotYours(),
    };

    /// <summary>What an API's caller is told of a body, in the words of somebody who fills in a form.</summary>
    private static readonly Dictionary<string, string> OnForm = new(StringComparer.Ordinal)
    {
        ["此项应为数字，不加引号。"] = "此项应为数字，请重新填写。",
        ["此项应为整数，不加引号。"] = "此项应为整数，请重新填写。",
        ["此项应为 true 或 false。"] = "此项请选择“是”或者“否”。",
        ["这个词不在可选范围内，请核对接口文档的词表。"] = "所选内容不在列表中，请重新选择。",
        ["此项的写法不对，请核对接口文档。"] = "此项填写有误，请重新填写。",
        ["时间无效，请写成 2026-11-02T09:10:00+08:00 这样，须带时区。"] = "时间无效，请写成 2026-11-02T09:10 这样，并核对该日是否存在。",
    };

    /// <summary>A refusal's sentences beside the fields they are about.</summary>
    public static FormErrors Errors(this Problem problem, bool english)
    {
        var errors = new FormErrors();
        string Say(Text text) => english ? text.English : OnForm.GetValueOrDefault(text.Chinese, text.Chinese);
        if (problem.Errors is { Count: > 0 } fields)
        {
            foreach (var (field, texts) in fields)
                foreach (var text in texts) errors.Add(field, Say(text));
        }
        else
        {
            errors.Add("", problem.Basis is { } basis ? $"{Say(problem.Detail)}（{basis}）" : Say(problem.Detail));
        }
        return errors;
    }

    /// <summary>What a form's body means as a command, or which field cannot be read.</summary>
    public static (T? Value, Problem? Problem) Read<T>(JsonObject form) where T : class => Body.Of(JsonSerializer.SerializeToUtf8Bytes(form)).As<T>();
}
