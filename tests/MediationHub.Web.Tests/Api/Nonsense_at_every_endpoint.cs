using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace MediationHub.Web.Tests.Api;

/// <summary>Driven by the OpenAPI document: whatever a body or an address says, the answer is in words and nothing breaks.</summary>
public class Nonsense_at_every_endpoint(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly string[] Users = ["head", "mediator", "city", "province", "admin", "auditor"];

    /// <summary>Files, not JSON; and passwords, which would sign the others out.</summary>
    private static readonly string[] Apart = ["/api/v1/files", "/api/v1/imports", "/api/v1/tokens", "/api/v1/me/password"];

    private static readonly string[] Values = ["null", "[null]", "[[]]", "{}", "{\"a\":null}", "\"x\"", "\"\"", "true", "0", "-1", "1e308", "1e400", "99999999999999999999999", "2147483648", "0.001", "\"9999-12-31\"", "\"0001-01-01T00:00:00+14:00\"", "[]", "[{}]", "[1,\"x\",{}]"];

    [Fact]
    public async Task In_a_body_is_answered_with_what_is_wrong()
    {
        using var anyone = await hub.Client(null);
        var document = JsonNode.Parse(await anyone.GetStringAsync("/openapi/v1.json"))!;
        var (asked, refused) = (0, 0);
        foreach (var (path, verbs) in document["paths"]!.AsObject())
            foreach (var (verb, operation) in verbs!.AsObject().Where(o => o.Key is "post" or "put"))
            {
                if (Apart.Contains(path) || operation!["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema) continue;
                var body = Example(document, schema, 0)!;
                var (client, address) = await Whose(path, verb, body);
                foreach (var nonsense in Mutations(body).Concat(Values.Select(v => (Text: v, HasEmptyItem: v is "[null]"))))
                {
                    var (status, code) = await Send(client, verb, address, nonsense.Text);
                    Assert.True((int)status < 500, $"{verb} {path} {nonsense.Text}: {(int)status} {code}");
                    if ((int)status >= 400) Assert.True(code.Length > 0, $"{verb} {path} {nonsense.Text}: {(int)status} says nothing");
                    if (nonsense.HasEmptyItem) Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{verb} {path} {nonsense.Text}: {(int)status}");
                    asked++;
                    if ((int)status is 400) refused++;
                }
                client.Dispose();
            }
        Assert.True(asked > 2_000 && refused > asked / 2, $"{refused} of {asked} were answered as bad bodies");
    }

    [Fact]
    public async Task In_an_address_is_answered_with_what_is_wrong()
    {
        using var anyone = await hub.Client(null);
        var document = JsonNode.Parse(await anyone.GetStringAsync("/openapi/v1.json"))!;
        foreach (var (path, verbs) in document["paths"]!.AsObject())
        {
            if (verbs!["get"] is not { } get || path.EndsWith("/live", StringComparison.Ordinal)) continue;
            foreach (var parameter in (get["parameters"] as JsonArray ?? []).Where(p => p!["in"]!.GetValue<string>() is "query").Select(p => p!["name"]!.GetValue<string>()))
                foreach (var user in new[] { "head", "province", "admin" })
                {
                    using var client = await hub.Client(user);
                    foreach (var value in new[] { "zz", "", "-1", "0", "99999999999999999999", "9999-99-99", "%00", "'; drop table cases --", "%25", "[null]", "NaN" })
                    {
                        var address = $"{path.Replace("{id}", RunningHub.Organization).Replace("{year}", "2026").Replace("{list}", "cases").Replace("{kind}", "organizations")}?{parameter}={value}";
                        using var answer = await client.GetAsync(address);
                        Assert.True((int)answer.StatusCode < 500, $"{address} as {user}: {(int)answer.StatusCode}");
                    }
                }
        }
    }

    [Theory]
    [InlineData("/api/v1/cases", "stage", "inMediation"), InlineData("/api/v1/cases", "outcome", "noAgreement"), InlineData("/api/v1/cases", "source", "courtAssigned"), InlineData("/api/v1/cases", "due", "overdue")]
    [InlineData("/api/v1/cases", "unassigned", "true"), InlineData("/api/v1/cases", "ledger", "only"), InlineData("/api/v1/cases", "disputeType", "07.1"), InlineData("/api/v1/cases", "unit", "220100"), InlineData("/api/v1/cases", "sort", "claimed")]
    [InlineData("/api/v1/performance", "bucket", "overdue"), InlineData("/api/v1/performance", "unit", "220100"), InlineData("/api/v1/performance", "sort", "due"), InlineData("/api/v1/agreements", "status", "effective"), InlineData("/api/v1/agreements", "performance", "overdue"), InlineData("/api/v1/agreements", "sort", "amount"), InlineData("/api/v1/agreements", "unit", "220100")]
    [InlineData("/api/v1/organizations", "status", "rectifying"), InlineData("/api/v1/organizations", "type", "townshipCenter"), InlineData("/api/v1/organizations", "unit", "220100"), InlineData("/api/v1/organizations", "sort", "name")]
    [InlineData("/api/v1/roster", "type", "townshipCenter"), InlineData("/api/v1/mediators", "sort", "name"), InlineData("/api/v1/imports", "kind", "ledger"), InlineData("/api/v1/destructions", "stage", "carriedOut")]
    [InlineData("/api/v1/users", "role", "mediator"), InlineData("/api/v1/users", "locked", "true"), InlineData("/api/v1/reviews", "stage", "underReview"), InlineData("/api/v1/entrustments", "stage", "acceptedByOrganization")]
    public async Task In_a_filter_names_the_words_that_may_stand_there(string path, string field, string word)
    {
        using var client = await hub.Client(path.EndsWith("users", StringComparison.Ordinal) ? "admin" : "head");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"{path}?{field}={word}")).StatusCode);
        using var answer = await client.GetAsync($"{path}?{field}=zz");
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(word, problem["errors"]![field]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_an_organization_that_is_not_there_is_a_mistake_in_the_body()
    {
        using var head = await hub.Client("head");
        var (status, answer, _) = await head.Post("/api/v1/cases", Calls.NewCase("no-such-organization"));
        Assert.Equal((HttpStatusCode.BadRequest, true), (status, answer["errors"]!.AsObject().ContainsKey("organizationId")));
        Assert.Equal(HttpStatusCode.Forbidden, (await head.Post("/api/v1/cases", Calls.NewCase(RunningHub.OtherOrganization))).Status);
        using var city = await hub.Client("city");
        Assert.Equal(HttpStatusCode.Forbidden, (await city.Post("/api/v1/cases", Calls.NewCase("no-such-organization"))).Status);
    }

    [Fact]
    public async Task Is_not_what_the_document_describes()
    {
        using var anyone = await hub.Client(null);
        var text = await anyone.GetStringAsync("/openapi/v1.json");
        foreach (var inner in new[] { "activeMediators", "openCases", "attempted" }) Assert.DoesNotContain($"\"{inner}\"", text, StringComparison.Ordinal);
    }

    /// <summary>Who gets as far as the body, and the address of a record to send it to, its version behind the mark.</summary>
    private async Task<(HttpClient Client, string Address)> Whose(string path, string verb, JsonNode body)
    {
        using var mediator = await hub.Client("mediator");
        var address = path.Replace("{list}", "cases");
        if (path.StartsWith("/api/v1/cases/{id}", StringComparison.Ordinal))
        {
            var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
            c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
            c = await mediator.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
            address = address.Replace("{id}", $"{c["id"]}");
        }
        else
        {
            address = address.Replace("{id}", path.StartsWith("/api/v1/organizations", StringComparison.Ordinal) ? RunningHub.OtherOrganization : path.StartsWith("/api/v1/mediators", StringComparison.Ordinal) ? RunningHub.SecondMediator : path.StartsWith("/api/v1/users", StringComparison.Ordinal) ? "mediator2" : new string('a', 24));
        }
        foreach (var user in Users)
        {
            var client = await hub.Client(user);
            var (status, _) = await Send(client, verb, address, "[");
            if (status is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound)) return (client, address);
            client.Dispose();
        }
        return (await hub.Client("head"), address);
    }

    private static async Task<(HttpStatusCode Status, string Code)> Send(HttpClient client, string verb, string address, string body)
    {
        using var request = new HttpRequestMessage(new(verb.ToUpperInvariant()), address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", "\"3\"");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length > 0 && text[0] == '{' ? JsonNode.Parse(text)!["code"]?.GetValue<string>() ?? "" : "");
    }

    /// <summary>The body with something else at each of its places.</summary>
    private static IEnumerable<(string Text, bool HasEmptyItem)> Mutations(JsonNode body)
    {
        foreach (var place in Places(body, []))
        {
            foreach (var value in Values)
                yield return (With(body, place, value), value is "[null]" || (value is "null" && place[^1] is int));
        }
    }

    private static IEnumerable<object[]> Places(JsonNode? node, object[] at)
    {
        if (at.Length > 0) yield return at;
        if (node is JsonObject o)
        {
            foreach (var (name, inner) in o)
                foreach (var place in Places(inner, [.. at, name])) yield return place;
        }
        else if (node is JsonArray { Count: > 0 } list)
        {
            foreach (var place in Places(list[0], [.. at, 0])) yield return place;
        }
    }

    private static string With(JsonNode body, object[] place, string value)
    {
        const string mark = "\"@here@\"";
        var copy = body.DeepClone();
        JsonNode at = copy;
        foreach (var step in place[..^1]) at = step is int i ? at[i]! : at[(string)step]!;
        if (place[^1] is int last) at.AsArray()[last] = "@here@";
        else at.AsObject()[(string)place[^1]] = "@here@";
        return copy.ToJsonString().Replace(mark, value, StringComparison.Ordinal);
    }

    private static JsonNode? Example(JsonNode document, JsonNode schema, int depth)
    {
        if (depth > 8) return null;
        if (schema["$ref"]?.GetValue<string>() is { } pointer) return Example(document, pointer.Split('/').Skip(1).Aggregate(document, (at, step) => at is JsonArray list ? list[int.Parse(step)]! : at[step.Replace("~1", "/").Replace("~0", "~")] ?? throw new InvalidOperationException($"{pointer} is not in the document")), depth + 1);
        if ((schema["oneOf"] ?? schema["anyOf"] ?? schema["allOf"]) is JsonArray some && some.FirstOrDefault(s => s!["type"]?.ToString() != "null") is { } one) return Example(document, one, depth + 1);
        if (schema["enum"] is JsonArray { Count: > 0 } words) return words.FirstOrDefault(w => w is not null)?.DeepClone();
        var type = schema["type"] is JsonArray several ? several.Select(t => t!.GetValue<string>()).FirstOrDefault(t => t != "null") : schema["type"]?.GetValue<string>();
        switch (type)
        {
            case "array":
                return new JsonArray((schema["items"] is { } items ? Example(document, items, depth + 1) : null) ?? "x");
            case "integer" or "number":
                return 1;
            case "boolean":
                return true;
            case "string":
                return schema["format"]?.GetValue<string>() switch { "date" => "2026-11-02", "date-time" => "2026-11-02T09:10:00+08:00", _ => "x" };
            default:
                var made = new JsonObject();
                foreach (var (name, property) in schema["properties"] as JsonObject ?? []) made[name] = Example(document, property!, depth + 1);
                return made;
        }
    }
}
