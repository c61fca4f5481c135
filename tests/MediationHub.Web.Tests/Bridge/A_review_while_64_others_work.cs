using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Store.Maintenance;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>No wrong winner, and the loser sees what changed.</summary>
public class A_review_while_64_others_work(RunningHub hub) : IClassFixture<RunningHub>
{
    private const int Others = 64;

    [Fact]
    public async Task Decided_by_65_at_once_has_one_winner_and_every_loser_sees_what_changed()
    {
        var (_, review) = await Roads.Filed(hub);
        var (id, version) = (review.Word("id"), review["version"]!.GetValue<int>());
        var clients = await Clients("clerk", "director", "mediator");
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, Others + 1).Select(async n =>
        {
            await start.Task;
            // The same, the opposite, and something else: whoever comes first has seen what stands.
            return (n % 3) switch
            {
                0 => await clients["clerk"].Post($"/api/v1/reviews/{id}/accept", new { on = Calls.Today }, version),
                1 => await clients["clerk"].Post($"/api/v1/reviews/{id}/decline", new { ground = 1 + n % 5, reason = $"不属受理范围{n}", on = Calls.Today }, version),
                _ => await clients["mediator"].Post($"/api/v1/reviews/{id}/withdraw", new { partyId = "a1", reason = $"自行协商{n}", on = Calls.Today }, version),
            };
        }).ToArray();
        start.SetResult();
        var answers = await Task.WhenAll(all);

        var won = Assert.Single(answers, a => a.Status is HttpStatusCode.OK);
        Assert.Equal(Others, answers.Count(a => a.Status is HttpStatusCode.PreconditionFailed));
        var step = won.Body.Word("stage") switch { "accepted" => "受理审查申请", "notAccepted" => "不予受理审查申请", _ => "撤回" };
        Assert.All(answers.Where(a => a.Status is HttpStatusCode.PreconditionFailed), lost =>
        {
            var conflict = lost.Body["conflict"]!;
            Assert.Equal((version, won.Body["version"]!.GetValue<int>()), (conflict["yourVersion"]!.GetValue<int>(), conflict["currentVersion"]!.GetValue<int>()));
            Assert.Contains(conflict["changes"]!.AsArray(), x => x!["text"]!.GetValue<string>().Contains(step, StringComparison.Ordinal));
        });
        var now = await clients["clerk"].Get($"/api/v1/reviews/{id}");
        Assert.Equal((won.Body.Word("stage"), won.Body["version"]!.GetValue<int>()), (now.Word("stage"), now["version"]!.GetValue<int>()));
        await Clean();
    }

    /// <summary>The forks where the law leaves one way only: letter, refusal or withdrawal; in force, unsigned or withdrawn (R33 §§76–79).</summary>
    [Theory]
    [InlineData("underReview"), InlineData("letterMade")]
    public async Task Takes_one_way_at_each_fork_and_the_agreement_follows_it(string fork)
    {
        var (c, review) = await Roads.UnderReview(hub);
        var clients = await Clients("clerk", "director", "arbitrator", "mediator");
        var id = review.Word("id");
        if (fork is "letterMade")
        {
            review = await clients["arbitrator"].Do(review, "make-letter", new { sealedAt = Calls.At(1) }, "reviews");
            review = await clients["clerk"].Do(review, "record-service", new { partyId = "a1", method = "direct", result = "signed", on = Calls.Today }, "reviews");
        }
        var version = review["version"]!.GetValue<int>();
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (string User, string Command, object Body)[] ways = fork is "underReview"
            ? [("arbitrator", "make-letter", new { sealedAt = Calls.At(1) }), ("director", "refuse", new { grounds = new[] { new { ground = 5, reason = "内容不明确" } }, on = Calls.Today }), ("mediator", "withdraw", new { partyId = "a1", reason = "另行协商", on = Calls.Today })]
            : [("clerk", "record-service", new { partyId = "r1", method = "direct", result = "signed", on = Calls.Today }), ("clerk", "record-service", new { partyId = "r1", method = "direct", result = "refused", on = Calls.Today }), ("mediator", "withdraw", new { partyId = "r1", reason = "另行协商", on = Calls.Today })];
        var all = Enumerable.Range(0, Others + 1).Select(async n =>
        {
            await start.Task;
            var (user, command, body) = ways[n % 3];
            return (Way: n % 3, Answer: await clients[user].Post($"/api/v1/reviews/{id}/{command}", body, version));
        }).ToArray();
        start.SetResult();
        var answers = await Task.WhenAll(all);

        var won = Assert.Single(answers, a => a.Answer.Status is HttpStatusCode.OK);
        Assert.All(answers.Where(a => a != won), a => Assert.Equal(HttpStatusCode.PreconditionFailed, a.Answer.Status));
        Assert.All(answers.Where(a => a != won), a => Assert.NotEmpty(a.Answer.Body["conflict"]!["changes"]!.AsArray()));
        var (stage, status) = (fork, won.Way) switch
        {
            ("underReview", 0) => ("letterMade", "inReview"),
            ("underReview", 1) => ("refused", "returned"),
            ("letterMade", 0) => ("inForce", "confirmed"),
            ("letterMade", 1) => ("endedUnsigned", "effective"),
            _ => ("withdrawn", "effective"),
        };
        Assert.Equal(stage, (await clients["clerk"].Get($"/api/v1/reviews/{id}")).Word("stage"));
        await clients["mediator"].Until($"/api/v1/cases/{c["id"]}", now => now["agreement"]!["status"]!.GetValue<string>() == status);
        await Clean();
    }

    [Fact]
    public async Task Goes_to_its_letter_by_steps_that_each_happen_once_while_others_register_cases()
    {
        var reviews = new List<string>();
        for (var n = 0; n < 4; n++) reviews.Add((await Roads.Filed(hub)).Review.Word("id"));
        var clients = await Clients("clerk", "director", "arbitrator", "mediator");
        var done = new ConcurrentBag<(string Review, string Step, int Version)>();
        var lost = 0;

        async Task Work(string id)
        {
            while (true)
            {
                var seen = await clients["clerk"].Get($"/api/v1/reviews/{id}");
                var version = seen["version"]!.GetValue<int>();
                (string User, string Command, object Body)? next = seen.Word("stage") switch
                {
                    "filed" => ("clerk", "accept", new { on = Calls.Today }),
                    "accepted" => ("director", "assign", new { arbitratorId = "arb-1" }),
                    "underReview" => ("arbitrator", "make-letter", new { sealedAt = Calls.At(0) }),
                    "letterMade" => ("clerk", "record-service", new { partyId = seen["stillToSign"]![0]!.GetValue<string>(), method = "direct", result = "signed", on = Calls.Today }),
                    _ => null,
                };
                if (next is not var (user, command, body)) return;
                var (status, answer, _) = await clients[user].Post($"/api/v1/reviews/{id}/{command}", body, version);
                if (status is HttpStatusCode.OK)
                {
                    done.Add((id, command + (command is "record-service" ? seen["stillToSign"]![0]!.GetValue<string>() : ""), answer["version"]!.GetValue<int>()));
                    continue;
                }
                Assert.True(status is HttpStatusCode.PreconditionFailed, $"{command}: {(int)status} {answer}");
                Assert.True(answer["conflict"]!["currentVersion"]!.GetValue<int>() > version);
                Assert.NotEmpty(answer["conflict"]!["changes"]!.AsArray());
                Interlocked.Increment(ref lost);
            }
        }

        async Task Register()
        {
            for (var n = 0; n < 3; n++) Assert.Equal(HttpStatusCode.Created, (await clients["mediator"].Post("/api/v1/cases", Calls.NewCase())).Status);
        }

        await Task.WhenAll(Enumerable.Range(0, Others).Select(n => n % 4 == 0 ? Register() : Work(reviews[n % 4])).Concat([Work(reviews[0])]));

        Assert.All(reviews, id => Assert.Equal(["accept", "assign", "make-letter", "record-servicea1", "record-servicer1"], done.Where(d => d.Review == id).OrderBy(d => d.Version).Select(d => d.Step)));
        Assert.All(reviews, id => Assert.Equal(5, done.Where(d => d.Review == id).Select(d => d.Version).Distinct().Count()));
        Assert.True(lost > 0, "nobody lost: they did not work at once");
        foreach (var id in reviews) Assert.Equal("inForce", (await clients["clerk"].Get($"/api/v1/reviews/{id}")).Word("stage"));
        await Clean();
    }

    private async Task<Dictionary<string, HttpClient>> Clients(params string[] users)
    {
        var clients = new Dictionary<string, HttpClient>();
        foreach (var user in users) clients[user] = await hub.Client(user);
        return clients;
    }

    private async Task Clean() => Assert.Empty((await Verification.Run(hub.Installation.Store, hub.Installation.Aggregates, Path.Combine(Path.GetTempPath(), $"no-anchors-{Guid.NewGuid():N}"))).Findings);
}
