using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Tests.Api;

/// <summary>The API as a caller sees it.</summary>
public static class Calls
{
    /// <summary>What is earlier in a test happened up to so many minutes ago.</summary>
    private const double Morning = 181;

    private static readonly DateTimeOffset Now = TestTime.Now.ToOffset(ChinaTime.Offset);

    public static string Today => Now.ToString("yyyy-MM-dd");

    /// <summary>So many minutes before the tests began, and on their day: where they go by the machine's clock (<see cref="TestTime.Shift"/>), in its first hours less long ago, in the same order.</summary>
    public static string At(int minutesAgo)
    {
        var ago = Now.TimeOfDay.TotalMinutes is var passed && passed < Morning && minutesAgo <= Morning ? minutesAgo * passed / Morning : minutesAgo;
        return Now.AddMinutes(-ago).ToString("yyyy-MM-ddTHH:mm:sszzz");
    }

    public static async Task<(HttpStatusCode Status, JsonObject Body, HttpResponseMessage Answer)> Post(this HttpClient client, string path, object? body, int? version = null, string? idempotency = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        if (idempotency is not null) request.Headers.Add("Idempotency-Key", idempotency);
        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length > 0 && text[0] == '{' ? JsonNode.Parse(text)!.AsObject() : [], answer);
    }

    /// <summary>A command that must be done; gives the resource as it now is.</summary>
    public static async Task<JsonObject> Do(this HttpClient client, JsonObject resource, string command, object? body = null, string path = "cases")
    {
        var (status, answer, _) = await client.Post($"/api/v1/{path}/{resource["id"]}/{command}", body, resource["version"]!.GetValue<int>());
        Assert.True(status is HttpStatusCode.OK, $"{command}: {(int)status} {answer.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })}");
        return answer;
    }

    public static async Task<JsonObject> Get(this HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public static object NewCase(string organization = RunningHub.Organization, decimal amount = 12000.00m) => new
    {
        organizationId = organization,
        source = "partyApplication",
        form = "written",
        receivedAt = At(180),
        applicants = new[] { new { kind = "person", name = "李明月", idType = "residentId", idNumber = "220102199003070048", phone = "13800000001", address = "长春市南关区某路1号" } },
        respondents = new[] { new { kind = "employer", name = "长春某某餐饮有限公司", creditCode = "91350100M000100Y43", legalRepresentative = "张三", phone = "0431-88690001", address = "长春市朝阳区某街2号" } },
        disputeType = "07.1",
        claims = new[] { new { type = "07.1", text = "支付2026年8月至9月工资", amount } },
        facts = "申请人2026年3月入职，8月起被拖欠工资。",
        knewOn = "2026-10-08",
        workersInvolved = 1,
    };

    /// <summary>A case carried to where its agreement is sealed.</summary>
    public static Task<JsonObject> Sealed(this HttpClient client) => client.SealedWith(_ => { });

    /// <param name="change">What is different in its registration.</param>
    public static async Task<JsonObject> SealedWith(this HttpClient client, Action<JsonNode> change)
    {
        var registration = JsonSerializer.SerializeToNode(NewCase())!;
        change(registration);
        var (status, c, _) = await client.Post("/api/v1/cases", registration);
        Assert.Equal(HttpStatusCode.Created, status);
        c = await client.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Today });
        c = await client.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Today });
        c = await client.Do(c, "hold-session", new
        {
            startsAt = At(120), endsAt = At(100), place = "第一调解室", mode = "onSite",
            attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = true } },
            record = new { statements = new[] { new { by = "a1", text = "要求支付工资。" } }, undisputedFacts = new[] { "双方存在劳动关系。" }, result = "agreementReached" },
            readBack = true,
            signatures = new[] { new { partyId = "a1" }, new { partyId = "r1" } },
        });
        c = await client.Do(c, "draft-agreement", new { terms = new[] { new { kind = "payment", payerId = "r1", payeeId = "a1", amount = 11000m, dueOn = Now.AddDays(20).ToString("yyyy-MM-dd"), manner = "银行转账", bankAccount = "6222021234567890123" } } });
        c = await client.Do(c, "sign-agreement", new { signer = new { partyId = "a1" }, signedAt = At(60) });
        c = await client.Do(c, "sign-agreement", new { signer = new { partyId = "r1" }, signedAt = At(59) });
        c = await client.Do(c, "sign-agreement", new { signer = new { mediatorId = RunningHub.Mediator }, signedAt = At(58) });
        return await client.Do(c, "seal-agreement", new { sealedAt = At(50) });
    }
}
