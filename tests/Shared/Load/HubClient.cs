using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Tests.Load;

/// <summary>What came back from the API, with its body read to the end.</summary>
public sealed record Reply(HttpStatusCode Status, int Version, string? Location, byte[] Body)
{
    public bool Done => Status is HttpStatusCode.OK or HttpStatusCode.Created;

    /// <summary>The id of what was created.</summary>
    public string? NewId => Location?[(Location.LastIndexOf('/') + 1)..];

    /// <summary>The problem's code, where it is one.</summary>
    public string? Code
    {
        get
        {
            using var body = JsonDocument.Parse(Body);
            return body.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
        }
    }

    public override string ToString() => $"{(int)Status} {System.Text.Encoding.UTF8.GetString(Body)}";
}

/// <summary>Sends commands to the program's API as a client of its own would: bearer token, If-Match, Idempotency-Key, connections kept alive.</summary>
public sealed class HubClient(Uri address) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
    });

    /// <returns>A bearer token.</returns>
    public async Task<string> SignIn(string userName, string password, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/v1/tokens"));
        request.Content = Body(JsonSerializer.SerializeToUtf8Bytes(new { userName, password }));
        var reply = await Send(request, cancel);
        if (!reply.Done) throw new InvalidOperationException($"sign-in: {reply}");
        using var body = JsonDocument.Parse(reply.Body);
        return body.RootElement.GetProperty("accessToken").GetString()!;
    }

    /// <summary>Sends one step of a life.</summary>
    /// <param name="caseId">The case's id; null for its registration, which gives it.</param>
    /// <param name="seen">The version that the step stands on.</param>
    public Task<Reply> Send(LifeStep step, string? caseId, int seen, string token, string idempotencyKey, CancellationToken cancel = default) =>
        Send(Request(step, caseId, seen, token, idempotencyKey), cancel);

    public Task<Reply> Get(string path, string token, CancellationToken cancel = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return Send(request, cancel);
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(LifeStep step, string? caseId, int seen, string token, string idempotencyKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, caseId is null ? "/api/v1/cases" : $"/api/v1/cases/{caseId}/{step.Name}"));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if (caseId is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{seen}\"");
        object body = step.Command is RegisterCase r
            ? new NewCase(r.OrganizationId, r.Source, r.Form, r.ReceivedAt, r.Applicants, r.Respondents, r.DisputeType, r.Claims, r.Facts, r.OccurredOn, r.KnewOn)
            : step.Command;
        request.Content = Body(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Wire.Json));
        return request;
    }

    private static ByteArrayContent Body(byte[] json)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = Json;
        return content;
    }

    private async Task<Reply> Send(HttpRequestMessage request, CancellationToken cancel)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request, cancel);
            var body = await response.Content.ReadAsByteArrayAsync(cancel);
            _ = int.TryParse(response.Headers.ETag?.Tag.Trim('"'), out var version);
            return new(response.StatusCode, version, response.Headers.Location?.OriginalString, body);
        }
    }
}
