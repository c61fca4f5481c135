using MediationHub.Tests;
using Npgsql;

namespace MediationHub.Store.Tests.Postgres;

[Collection(nameof(StoreServer))]
public sealed class A_test_that_asks_for_a_database(StoreServer server)
{
    [Fact]
    public async Task Gets_one_of_its_own_each_time()
    {
        var one = await server.NewDatabaseAsync();
        var other = await server.NewDatabaseAsync();
        Assert.NotEqual(one, other);

        await using var source = NpgsqlDataSource.Create(one);
        await using (var make = source.CreateCommand("CREATE TABLE mine (x int)")) await make.ExecuteNonQueryAsync();

        await using var otherSource = NpgsqlDataSource.Create(other);
        await using var look = otherSource.CreateCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
        Assert.Equal(0L, await look.ExecuteScalarAsync());
    }
}
