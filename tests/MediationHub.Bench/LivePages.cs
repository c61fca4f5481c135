using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Tests.Load;

namespace MediationHub.Bench;

/// <summary>
/// How long a closing takes to two hundred open pages of another node: two programs on one database, a hundred pages of the organization and a hundred of the province's board open on the one,
/// cases closed over HTTP on the other. From the sending of the command until the page has read the new figure.
/// </summary>
internal static class LivePages
{
    private const int OfEach = 100;
    private const double Target = 1000;

    /// <param name="data">A data folder that <c>seed</c> filled.</param>
    /// <param name="closings">How many cases are closed, one after another.</param>
    public static async Task Measure(string program, string data, int closings, StringBuilder page)
    {
        var (here, there) = (new Uri($"http://127.0.0.1:{ServedProgram.FreePort()}"), new Uri($"http://127.0.0.1:{ServedProgram.FreePort()}"));
        Process? first = null, second = null;
        var pages = new List<LivePage>();
        try
        {
            using var entering = new HttpClient { BaseAddress = here };
            using var viewing = new HttpClient { BaseAddress = there };
            first = Desk.Start(program, data, here, "serve", "--demo");
            await ServedProgram.Ready(first, here);
            // The first owns the database; the second is told where it is.
            var server = await File.ReadAllLinesAsync(Path.Combine(data, "postgres", "postmaster.pid"));   // pid, data folder, start, port, socket folder
            second = Desk.Start(program, data, there, new Dictionary<string, string> { ["ConnectionStrings__Hub"] = $"Host={server[4]};Port={server[3]};Username=mediationhub;Database=mediationhub" }, "serve", "--demo");
            await ServedProgram.Ready(second, there);

            var token = await Desk.SignIn(entering, "mediator");
            entering.DefaultRequestHeaders.Authorization = new("Bearer", token);
            var me = (await entering.GetFromJsonAsync<JsonObject>("/api/v1/me"))!;
            var office = new Office(new(me["organizationId"]!.GetValue<string>()), new(me["mediatorId"]!.GetValue<string>()));
            viewing.DefaultRequestHeaders.Authorization = new("Bearer", await Desk.SignIn(viewing, "province"));

            for (var i = 0; i < 2 * OfEach; i++) pages.Add(i < OfEach ? LivePage.OfOrganization(viewing, office.Organization.Value) : LivePage.OfBoard(viewing));
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
            var counted = await Task.WhenAll(pages.Select(p => p.Opened(limit.Token)));
            Desk.Say($"{pages.Count} pages are open on the other node");

            using var client = new HubClient(here);
            var (organization, board) = (new List<double>(), new List<double>());
            for (var n = 1; n <= closings + 1; n++)
            {
                var close = await UntilSealed(client, office, token, 5_000_000 + n);
                var began = Stopwatch.GetTimestamp();
                await close();
                var reached = await Task.WhenAll(pages.Select((p, i) => p.Shows(counted[i] + n, limit.Token)));
                if (n == 1) continue;   // the first brings both programs up to speed
                for (var i = 0; i < reached.Length; i++) (i < OfEach ? organization : board).Add(Stopwatch.GetElapsedTime(began, reached[i]).TotalMilliseconds);
            }
            page.AppendLine(CultureInfo.InvariantCulture, $"| a closing on one node until an open page of another shows it | closings | pages | p50 ms | p95 ms | slowest ms | target p95 | |").AppendLine("|---|---:|---:|---:|---:|---:|---:|---|");
            Line($"{OfEach} pages of the organization, with {OfEach} of the board beside them", organization);
            Line($"{OfEach} pages of the province's board, with {OfEach} of the organization beside them", board);
            page.AppendLine();

            void Line(string what, List<double> times)
            {
                times.Sort();
                double At(double share) => times[Math.Min(times.Count - 1, (int)(times.Count * share))];
                page.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {closings} | {OfEach} | {At(0.5):0} | {At(0.95):0} | {times[^1]:0} | {Target:0} | {(At(0.95) <= Target ? "met" : "**missed**")} |");
                Desk.Say($"{what}: p95 {At(0.95):0} ms");
            }
        }
        finally
        {
            foreach (var open in pages) await open.DisposeAsync();
            if (second is not null) await ServedProgram.Stop(second);
            if (first is not null) await ServedProgram.Stop(first);
        }
    }

    /// <summary>Carries a case to where it is to be closed; gives what closes it.</summary>
    private static async Task<Func<Task>> UntilSealed(HubClient client, Office office, string token, int n)
    {
        var life = Life.Of(office, default, n, DateTimeOffset.UtcNow.AddHours(-1));
        string? id = null;
        var seen = 0;
        foreach (var step in life[..^1]) await Send(step);
        return () => Send(life[^1]);

        async Task Send(LifeStep step)
        {
            var reply = await client.Send(step, id, seen, token, NewId.Next("k"));
            if (!reply.Done) throw new InvalidOperationException($"{step.Name}: {reply}");
            id ??= reply.NewId;
            seen = reply.Version;
        }
    }
}
