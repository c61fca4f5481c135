using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Performance;

/// <summary>A court's ruling on an agreement, from the upload of its document to the lists, the board and the rates that follow.</summary>
public class A_ruling_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private static DateOnly Today => TestTime.Today;

    [Fact]
    public async Task That_voids_the_agreement_leaves_board_and_net_rate_and_comes_back_when_withdrawn()
    {
        var id = await PastAgreements.Of(hub, "李八明", Today.AddDays(-3));
        using var mediator = await hub.Client("mediator");
        using var head = await hub.Client("head");
        var before = await NetRate(head);
        Assert.Contains(id, await Board(mediator));

        var (status, answer, _) = await mediator.Post($"/api/v1/cases/{id}/record-ruling", new { kind = "void", body = "court", bodyName = "长春市朝阳区人民法院", on = Today }, await Version(mediator, id));
        Assert.Equal((HttpStatusCode.BadRequest, true, true), (status, answer["errors"]!["documentNo"] is not null, answer["errors"]!["proof"] is not null));
        var ruling = new { kind = "void", body = "court", bodyName = "长春市朝阳区人民法院", documentNo = "（2026）吉0104民初77号", on = Today, proof = new[] { await Judgment(mediator) } };
        (status, answer, _) = await mediator.Post($"/api/v1/cases/{id}/record-ruling", ruling, await Version(mediator, id));
        Assert.Equal((HttpStatusCode.OK, "invalidated", "void", "closed"), (status, answer["agreement"]!["status"]!.GetValue<string>(), answer["agreement"]!["ruling"]!["kind"]!.GetValue<string>(), answer["stage"]!.GetValue<string>()));
        Assert.Empty(answer["performance"]!.AsArray());
        Assert.DoesNotContain(id, await Board(mediator));
        Assert.Contains(id, (await mediator.Get("/api/v1/agreements?status=invalidated"))["items"]!.AsArray().Select(i => i!["caseId"]!.GetValue<string>()));
        Assert.DoesNotContain(id, (await mediator.Get("/api/v1/agreements?performance=pending"))["items"]!.AsArray().Select(i => i!["caseId"]!.GetValue<string>()));
        Assert.Contains("已被认定无效<", await mediator.GetStringAsync("/agreements?status=invalidated"));
        Assert.Equal((before.Numerator - 1, before.Denominator), await NetRate(head));

        (status, _, _) = await mediator.Post($"/api/v1/cases/{id}/withdraw-ruling", new { reason = "二审改判" }, await Version(mediator, id));
        Assert.Equal(HttpStatusCode.Forbidden, status);   // the head's
        (status, answer, _) = await head.Post($"/api/v1/cases/{id}/withdraw-ruling", new { reason = "二审改判" }, await Version(head, id));
        Assert.Equal((HttpStatusCode.OK, "effective"), (status, answer["agreement"]!["status"]!.GetValue<string>()));
        Assert.Contains(id, await Board(mediator));
        Assert.Equal(before, await NetRate(head));
    }

    private static async Task<int> Version(HttpClient client, string id) => (await client.Get($"/api/v1/cases/{id}"))["version"]!.GetValue<int>();

    private static async Task<IEnumerable<string>> Board(HttpClient client) => (await client.Get("/api/v1/performance"))["items"]!.AsArray().Select(i => i!["caseId"]!.GetValue<string>());

    private static async Task<(decimal Numerator, decimal Denominator)> NetRate(HttpClient client)
    {
        var shown = await client.Get($"/api/v1/organizations/{RunningHub.Organization}/success-rate?from={Today.AddDays(-60):yyyy-MM-dd}&to={Today:yyyy-MM-dd}");
        var net = shown["alternates"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == "A4")!;
        return (net["numerator"]!.GetValue<decimal>(), net["denominator"]!.GetValue<decimal>());
    }

    private static async Task<string> Judgment(HttpClient client)
    {
        using var form = new MultipartFormDataContent();
        using var document = new ByteArrayContent("%PDF-1.4 民事判决书"u8.ToArray());
        document.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(document, "file", "民事判决书.pdf");
        using var response = await client.PostAsync("/api/v1/files", form);
        return JsonSerializer.Deserialize<JsonObject>(await response.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
    }
}
