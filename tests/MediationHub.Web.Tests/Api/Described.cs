using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MediationHub.Web.Tests.Api;

/// <summary>The program's description of its API, and what it says of an answer.</summary>
public sealed class Description
{
    private readonly List<(string Verb, Regex Path, string Template, JsonNode Operation)> _operations;

    public Description(JsonNode document)
    {
        Document = document;
        // Where two addresses fit, the one with fewer places to fill in is meant.
        _operations = [.. document["paths"]!.AsObject().OrderBy(p => p.Key.Count(c => c is '{')).ThenByDescending(p => p.Key.Length)
            .SelectMany(p => p.Value!.AsObject().Select(o => (o.Key, new Regex($"^{Regex.Replace(Regex.Escape(p.Key), @"\\\{[^}]+}", "[^/]+")}$"), p.Key, o.Value!)))];
    }

    public JsonNode Document { get; }

    /// <summary>Every operation: <c>get</c> …, the address, and what is said of it.</summary>
    public IEnumerable<(string Verb, string Path, JsonNode Operation)> Operations => _operations.Select(o => (o.Verb, o.Template, o.Operation));

    /// <summary>What of an answer is not as described; null where all is. Refusals are looked at where it says that a rule or another's change stands against it.</summary>
    public string? Wrong(string verb, string path, HttpStatusCode status, string? mediaType, string? body)
    {
        if (_operations.FirstOrDefault(o => o.Verb == verb && o.Path.IsMatch(path)) is not { Operation: { } operation } found) return null;
        var at = $"{verb} {found.Template} → {(int)status}";
        var said = operation["responses"]![$"{(int)status}"];
        if ((int)status is 409 or 412 or 422 or 428) return said is null ? $"{at} is not in the document" : null;
        if ((int)status is < 200 or > 299) return null;
        if (said is null) return $"{at} is not in the document";
        if (said["content"] is not { } content) return body is { Length: > 0 } ? $"{at} is said to be empty" : null;
        if (content["application/json"]?["schema"] is { } schema) return mediaType is not "application/json" ? $"{at} is {mediaType}" : body is null ? null : Wrong(schema, JsonNode.Parse(body), at);
        return content.AsObject().Any(c => c.Key == mediaType || c.Key == "application/octet-stream") ? null : $"{at} is {mediaType}";
    }

    /// <summary>What of a value is not as its schema says.</summary>
    public string? Wrong(JsonNode schema, JsonNode? value, string at)
    {
        if (schema["$ref"]?.GetValue<string>() is { } pointer)
            return Wrong(pointer.Split('/').Skip(1).Aggregate(Document, (n, step) => n is JsonArray list ? list[int.Parse(step)]! : n[step.Replace("~1", "/").Replace("~0", "~")]!), value, at);
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray some)
            return some.Any(s => Wrong(s!, value, at) is null) ? null : string.Join(" | ", some.Select(s => Wrong(s!, value, at)));
        var types = schema["type"] switch { JsonArray several => several.Select(t => t!.GetValue<string>()).ToArray(), JsonValue one => [one.GetValue<string>()], _ => [] };
        var kind = value?.GetValueKind() switch { null or JsonValueKind.Null => "null", JsonValueKind.Object => "object", JsonValueKind.Array => "array", JsonValueKind.String => "string", JsonValueKind.Number => "number", _ => "boolean" };
        if (types.Length > 0 && !types.Contains(kind) && !(kind == "number" && types.Contains("integer") && value!.GetValue<decimal>() % 1 == 0)) return $"{at} is {kind}, not {string.Join(" or ", types)}";
        if (schema["enum"] is JsonArray words && kind == "string" && !words.Any(w => w?.GetValue<string>() == value!.GetValue<string>())) return $"{at} is {value}, not one of {words.ToJsonString()}";
        if (value is JsonArray items && schema["items"] is { } of) return items.Select((item, i) => Wrong(of, item, $"{at}[{i}]")).FirstOrDefault(w => w is not null);
        if (value is not JsonObject members) return null;
        if (schema["additionalProperties"] is JsonObject each) return members.Select(m => Wrong(each, m.Value, $"{at}.{m.Key}")).FirstOrDefault(w => w is not null);
        if (schema["properties"] is not JsonObject known) return null;
        foreach (var required in schema["required"] as JsonArray ?? [])
            if (!members.ContainsKey(required!.GetValue<string>())) return $"{at} has no {required}";
        foreach (var (name, member) in members)
            if (known[name] is not { } described) return $"{at}.{name} is not in the document";
            else if (Wrong(described, member, $"{at}.{name}") is { } wrong) return wrong;
        return null;
    }
}

/// <summary>Holds every answer that a test gets to the program's own description of it.</summary>
internal sealed class AsDescribed(Task<Description> description) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (!path.StartsWith("/api/v1/", StringComparison.Ordinal)) return answer;
        var mediaType = answer.Content.Headers.ContentType?.MediaType;
        // Files and streams are not read here.
        var body = mediaType is "application/json" && answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancellationToken) : null;
        if ((await description).Wrong(request.Method.Method.ToLowerInvariant(), path, answer.StatusCode, mediaType, body) is { } wrong) Assert.Fail(wrong);
        return answer;
    }
}
