using System.Net;
using System.Text.RegularExpressions;
using MediationHub.Web.Tests.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>What a person gets at every address of the program, pages and API alike, whatever ids are put into it.</summary>
internal static partial class Addresses
{
    /// <summary>Asks every address that is read with GET, with each of the ids in each place for one. Streams that never end are left out.</summary>
    /// <param name="papers">Ids of papers, asked for as a page.</param>
    public static async Task<IReadOnlyList<(string Path, HttpStatusCode Status, string Text)>> Crawl(RunningHub hub, string user, IReadOnlyList<string> ids, IReadOnlyList<string> papers)
    {
        using var client = await hub.Client(user);
        var patterns = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Select(e => e.RoutePattern.RawText!).Where(p => !p.EndsWith("/live", StringComparison.Ordinal) && !p.Contains("/stream", StringComparison.Ordinal) && !p.Contains("{**", StringComparison.Ordinal) && !p.Contains("{*", StringComparison.Ordinal)).Distinct().ToList();
        var paths = patterns.SelectMany(p => Filled(p, ids, papers)).Distinct().ToList();
        var got = new List<(string, HttpStatusCode, string)>();
        foreach (var path in paths)
        {
            using var within = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            using var answer = await client.GetAsync(path, within.Token);
            Assert.True((int)answer.StatusCode < 500, $"{user} {path}: {(int)answer.StatusCode}");
            got.Add((path, answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(within.Token))));
        }
        return got;
    }

    private static IEnumerable<string> Filled(string pattern, IReadOnlyList<string> ids, IReadOnlyList<string> papers)
    {
        if (Place().Match(pattern) is not { Success: true } place) return [pattern];
        var name = place.Groups[1].Value;
        IReadOnlyList<string> values = name switch { "file" => [.. papers.Select(p => $"{p}.html")], "partyId" => ["a1", "r1"], "year" or "number" => ["2026"], "name" or "command" or "step" => ["withdraw"], "token" or "kind" or "code" or "rule" => ["x"], _ => ids };
        return values.SelectMany(v => Filled(pattern.Remove(place.Index, place.Length).Insert(place.Index, v), name is "id" ? ids : [.. ids.Take(4)], papers));
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Place();
}
