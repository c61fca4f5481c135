using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace MediationHub.Web.Forms;

/// <summary>The form pages of a record's steps, <c>/{path}/{id}/do/{step}</c>: shown, sent as a command, shown again with what is wrong.</summary>
public static class StepPages
{
    /// <typeparam name="TState">The record.</typeparam>
    /// <typeparam name="TPage">Takes Stored, Step, Form, Errors, Changes and NotNow as parameters.</typeparam>
    /// <param name="flat">The part of the body whose fields the form names without it.</param>
    public static void MapSteps<TState, TPage>(this IEndpointRouteBuilder pages, string path, IReadOnlyList<RecordStep<TState>> steps, string flat = "changes")
        where TState : class, IAggregate<TState> where TPage : IComponent
    {
        pages.MapGet($"{path}/{{id}}/do/{{name}}", async (HttpContext http, string id, string name, IAggregates aggregates, StepDesk desk) =>
        {
            var (step, stored, refused) = await Find(http, id, name, aggregates);
            if (step is null || stored is null) return refused!;
            var (access, refusal, nothing) = await desk.Ask(step, http.Actor(), stored, http.RequestAborted);
            return access switch
            {
                Access.Hidden => Pages.Missing(),
                Access.Forbidden => Pages.NotYours(),
                _ when nothing => Results.Redirect($"{path}/{id}"),
                _ => Show(step, stored, TypedForm.Fresh, notNow: refusal),
            };
        });

        pages.MapPost($"{path}/{{id}}/do/{{name}}", async (HttpContext http, string id, string name, IAggregates aggregates) =>
        {
            var (step, stored, refused) = await Find(http, id, name, aggregates);
            if (step is null || stored is null) return refused!;
            var (form, wrong) = await PostedFiles.Take(http, step.Several.Contains);
            var typed = new TypedForm(form);
            if (!int.TryParse(form["version"], out var seen)) return Pages.Missing();
            if (wrong.All.Count > 0) return Show(step, stored, typed, errors: wrong, status: 400);
            var (command, invalid) = step.Read(FormJson.From(form, step.Kinds));
            if (command is null) return Show(step, stored, typed, invalid);
            var answer = await aggregates.Send(id, command, new(http.Actor(), seen), http.RequestAborted);
            switch (answer.Kind)
            {
                case AnswerKind.Done or AnswerKind.Again: return Pages.Done($"{path}/{id}", step.DoneAs(stored.State, command) ?? step.Name);
                case AnswerKind.Refused: return Show(step, stored with { Version = seen }, typed, Problem.Of(answer.Refusal!));
                case AnswerKind.Forbidden: return Pages.NotYours();
                // What was typed stays, and the next try stands on what is shown as changed now.
                case AnswerKind.Stale: return Show(step, answer.Stored!, typed, changes: [.. (await aggregates.History<TState>(id, seen, http.RequestAborted)).Where(h => Policy.Hears(http.Actor(), answer.Stored!.State, h.Event))], status: 412);
                default: return Pages.Missing();
            }
        });

        IResult Show(RecordStep<TState> step, Stored<TState> stored, TypedForm form, Problem? problem = null, Refusal? notNow = null, IReadOnlyList<Happened>? changes = null, FormErrors? errors = null, int status = 200) =>
            Pages.Show<TPage>(new { Stored = stored, Step = step.For(stored.State), Form = form, Errors = errors ?? problem?.Flat(flat).Errors(english: false), Changes = changes, NotNow = notNow }, problem?.Status ?? status);

        async Task<(RecordStep<TState>?, Stored<TState>?, IResult?)> Find(HttpContext http, string id, string name, IAggregates aggregates)
        {
            if (await aggregates.Seen<TState>(http, id) is not { } stored) return (null, null, Pages.Missing());
            return steps.FirstOrDefault(s => s.Name == name) is { } step ? (step, stored, null) : (null, null, Pages.Missing());
        }
    }
}
