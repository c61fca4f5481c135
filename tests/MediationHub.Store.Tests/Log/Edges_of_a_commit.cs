using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Store.Tests.Log;

[Collection(nameof(StoreServer))]
public class A_moment_finer_than_the_database_keeps(StoreServer server)
{
    [Fact]
    public async Task Is_no_difference_between_row_and_log_as_it_was_to_verify()
    {
        await using var hub = await OpenedStore.New(server);
        var id = new CaseId(NewId.Next("c"));
        await hub.Send(id, Life.Of(hub.Offices[0], id, 1, OpenedStore.Morning.AddTicks(7))[0].Command);
        Assert.Empty((await hub.Verify()).Findings);
    }
}

[Collection(nameof(StoreServer))]
public class An_idempotency_key_older_than_a_day(StoreServer server)
{
    [Fact]
    public async Task Is_free_at_once_and_does_not_wait_for_the_hourly_cleaning()
    {
        await using var hub = await OpenedStore.New(server);
        Assert.Equal(AnswerKind.Done, await Register("c1", [1]));
        Assert.Equal(AnswerKind.KeyReused, await Register("c2", [2]));
        await hub.Execute("update idempotency set at = at - interval '25 hours'");
        Assert.Equal(AnswerKind.Done, await Register("c2", [2]));
        Assert.Equal(2, await hub.Scalar("select count(*) from case_rows"));
        Assert.Empty((await hub.Verify()).Findings);

        async Task<AnswerKind> Register(string id, byte[] request) =>
            (await hub.Aggregates.Send(id, Life.Of(hub.Offices[0], new(id), 1, OpenedStore.Morning)[0].Command, new Request(Actor.System, null, new("mediator", "k", request)))).Kind;
    }
}
