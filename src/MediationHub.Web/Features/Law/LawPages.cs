using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Law;

/// <summary>日历管理 and 规则库: seen by everyone who signs in, amended by an administrator, who first sees what moves.</summary>
public static class LawPages
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly Dictionary<string, FieldKind> RuleKinds = new() { ["count"] = FieldKind.Whole, ["extensionMax"] = FieldKind.Whole };

    public static void MapLawPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/calendars", async (HttpContext http, HubStore store, LawDesk desk) => !Policy.May(http.Actor(), "calendars.list") ? Pages.NotYours()
            : Pages.Show<CalendarListPage>(new { store.Law.Years, Jobs = Policy.May(http.Actor(), "recomputations.list") ? await desk.Recomputations(http.RequestAborted) : [], Amends = Amends(http) }));

        pages.MapGet("/calendars/{year:int}", (HttpContext http, HubStore store, int year) => !Policy.May(http.Actor(), "calendars.read") ? Pages.NotYours()
            : store.Law.Years.Year(year) is { } shown ? Pages.Show<CalendarYearPage>(new { Year = shown, Versions = store.Law.Years.VersionsOf(year).ToList(), Amends = Amends(http) }) : Pages.Missing());

        pages.MapGet("/calendars/{year:int}/edit", (HttpContext http, HubStore store, int year) => !Amends(http) ? Pages.NotYours()
            : Pages.Show<CalendarFormPage>(new { Year = year, Before = store.Law.Years.Year(year), Form = TypedForm.Fresh }));

        // The first button shows what moves; only the second, on the page that shows it, amends.
        pages.MapPost("/calendars/{year:int}/edit", async (HttpContext http, IAggregates aggregates, HubStore store, LawDesk desk, Recomputer recomputer, int year) =>
        {
            if (!Amends(http)) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (days, faults) = CalendarText.Read(form["days"]);
            var load = new LoadCalendarYear(year, days, form["noticeNumber"], form["source"], form["reason"]);
            var stored = await aggregates.Find<CalendarYears>(CalendarYears.Id, cancel: http.RequestAborted);
            var before = stored?.State.Year(year);
            if (faults.Count > 0) return Again(new FormErrors(), faults.Select(f => f.Chinese));
            if (form["version"] != $"{before?.Version ?? 0}") return Again(new FormErrors(), ["该年安排已被他人修改，请返回查看后再修改。"]);
            if (form["_confirm"].Count == 0)
            {
                var (preview, refusal) = await desk.Preview(load, http.Actor(), http.RequestAborted);
                return refusal is not null ? Refused(refusal) : Pages.Show<CalendarPreviewPage>(new { Year = year, Before = before, Load = load, Text = form["days"].ToString(), Preview = preview });
            }
            var answer = await aggregates.Send(CalendarYears.Id, load, new(http.Actor(), stored?.Version), http.RequestAborted);
            if (answer.Kind is AnswerKind.Refused) return Refused(answer.Refusal!);
            if (answer.Kind is not AnswerKind.Done) return Again(new FormErrors(), ["该年安排已被他人修改，请返回查看后再修改。"]);
            await recomputer.Call(Patience, http.RequestAborted);
            return Pages.Done($"/calendars/{year}", "load");

            IResult Refused(Refusal no)
            {
                // The lines are one field on the page.
                var errors = new FormErrors();
                foreach (var (field, texts) in Problem.Of(no).Errors ?? new Dictionary<string, Text[]> { [""] = [new(no.Chinese, no.English)] })
                    foreach (var text in texts) errors.Add(field.StartsWith("days", StringComparison.Ordinal) || field is "year" ? "days" : field, text.Chinese);
                return Again(errors, []);
            }

            IResult Again(FormErrors errors, IEnumerable<string> lines)
            {
                foreach (var line in lines) errors.Add("days", line);
                return Pages.Show<CalendarFormPage>(new { Year = year, Before = before, Form = new TypedForm(form), Errors = errors }, 400);
            }
        });

        pages.MapGet("/rules", (HttpContext http, HubStore store) => !Policy.May(http.Actor(), "rules.list") ? Pages.NotYours()
            : Pages.Show<RulebookPage>(new { store.Law.Book }));

        pages.MapGet("/rules/{id}", (HttpContext http, HubStore store, string id) => !Policy.May(http.Actor(), "rules.read") ? Pages.NotYours()
            : store.Rules.Knows(id) ? Pages.Show<RulePage>(new { store.Law.Book, Id = id, Today = ChinaTime.DayOf(store.Clock.GetUtcNow()), Form = TypedForm.Fresh, Amends = Policy.May(http.Actor(), typeof(ChangeRule)) }) : Pages.Missing());

        pages.MapPost("/rules/{id}", async (HttpContext http, IAggregates aggregates, HubStore store, Recomputer recomputer, string id) =>
        {
            if (!Policy.May(http.Actor(), typeof(ChangeRule))) return Pages.NotYours();
            if (!store.Rules.Knows(id)) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (body, problem) = Pages.Read<RuleBody>(FormJson.From(form, RuleKinds));
            problem ??= await Send(http, aggregates, recomputer, form, new ChangeRule(id, body!.Count, body.Unit, body.Roll, body.Basis, body.Effect, body.Source, body.Mark, body.EffectiveFrom, body.Reason, body.ExtensionMax));
            return problem is null ? Pages.Done($"/rules/{id}", "change") : Pages.Show<RulePage>(new { store.Law.Book, Id = id, Today = ChinaTime.DayOf(store.Clock.GetUtcNow()), Form = new TypedForm(form), Errors = problem.Errors(english: false), Amends = true }, problem.Status);
        });

        pages.MapGet("/settings/{name}", (HttpContext http, HubStore store, string name) => !Policy.May(http.Actor(), "rules.read") ? Pages.NotYours()
            : store.Rules.SettingsInForce.TryGetProperty(name, out _) ? Pages.Show<SettingPage>(new { store.Law.Book, Name = name, Form = TypedForm.Fresh, Amends = Policy.May(http.Actor(), typeof(ChangeSetting)) }) : Pages.Missing());

        pages.MapPost("/settings/{name}", async (HttpContext http, IAggregates aggregates, HubStore store, Recomputer recomputer, string name) =>
        {
            if (!Policy.May(http.Actor(), typeof(ChangeSetting))) return Pages.NotYours();
            if (!store.Rules.SettingsInForce.TryGetProperty(name, out var before)) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var problem = ValueOf(form["value"].ToString(), before.GetProperty("value")) is { } value
                ? await Send(http, aggregates, recomputer, form, new ChangeSetting(name, value, form["mark"].ToString(), form["source"].ToString(), form["reason"].ToString()))
                : Problem.Invalid("value", "数值的格式与该设置不符，请参照原值填写。", "The value has not the shape of this setting; follow the one before.");
            return problem is null ? Pages.Done($"/settings/{name}", "change") : Pages.Show<SettingPage>(new { store.Law.Book, Name = name, Form = new TypedForm(form), Errors = problem.Errors(english: false), Amends = true }, problem.Status);
        });
    }

    /// <summary>A setting's value as people write it: text and numbers plain, everything else as JSON.</summary>
    public static string ValueText(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : value.ValueKind is JsonValueKind.True ? "true" : value.ValueKind is JsonValueKind.False ? "false" : JsonSerializer.Serialize(value, Wire.Json);

    private static JsonElement? ValueOf(string text, JsonElement before)
    {
        try
        {
            var trimmed = text.Trim();
            return before.ValueKind is JsonValueKind.String ? JsonSerializer.SerializeToElement(trimmed) : JsonNode.Parse(before.ValueKind is JsonValueKind.Number ? TextRules.HalfWidth(trimmed) : trimmed) is { } node ? JsonSerializer.SerializeToElement(node) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<Problem?> Send(HttpContext http, IAggregates aggregates, Recomputer recomputer, IFormCollection form, ICommand<RulebookVersions> command)
    {
        if (!int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) return Problem.IfMatchInvalid;
        var answer = await aggregates.Send(RulebookVersions.Id, command, new(http.Actor(), seen), http.RequestAborted);
        if (answer.Kind is AnswerKind.Done) await recomputer.Call(Patience, http.RequestAborted);
        return answer.Kind switch
        {
            AnswerKind.Done => null,
            AnswerKind.Refused => Problem.Of(answer.Refusal!),
            AnswerKind.Stale => Problem.Stale(seen, answer.Stored!.Version, Array.Empty<object>()),
            _ => Problem.Forbidden,
        };
    }

    private static bool Amends(HttpContext http) => Policy.May(http.Actor(), typeof(LoadCalendarYear));
}
