using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Reminders;
using MediationHub.Tests;

namespace MediationHub.Store.Tests.Reminders;

/// <summary>A record with a mediator and a head who can be told, and clocks that tests set.</summary>
internal sealed class Due : IAsyncDisposable
{
    public static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly HashSet<string> Every = ["mail", "sms", "webhook"];

    private Due(OpenedStore hub) => Hub = hub;

    public OpenedStore Hub { get; }
    public ReminderRules Rules => new(Hub.Store);
    public Outbox Outbox => new(Hub.Store);
    public ReminderAddresses Addresses => new(Hub.Store);

    /// <summary>What waits to be closed as expired.</summary>
    public HashSet<string> Expired { get; } = [];

    /// <summary>Whose rights were used already.</summary>
    public HashSet<string> Used { get; } = [];

    public static async Task<Due> New(StoreServer server)
    {
        var due = new Due(await OpenedStore.New(server));
        var office = due.Hub.Offices[0];
        await due.Account("mediator", "mediator", office.Organization.Value, office.Mediator.Value);
        await due.Account("head", "head", office.Organization.Value, null);
        await due.Account("elsewhere", "head", due.Hub.Offices[1].Organization.Value, null);
        return due;
    }

    public Task Account(string user, string role, string organization, string? mediator) => Hub.Execute(
        $"insert into accounts (user_name, display_name, password_hash, roles, organization_id, mediator_id, security_stamp) values ('{user}', '{user}', '', array['{role}'], '{organization}', {(mediator is null ? "null" : $"'{mediator}'")}, '')");

    /// <summary>An accepted case, and the one clock that is asked about.</summary>
    public async Task<CaseId> Waits(string rule = "MED15R", DateOnly? on = null, bool provisional = false, int from = -20, int n = 1)
    {
        Hub.Clock.Now = OpenedStore.Morning.AddHours(7);
        var id = await Hub.Live(n, 3);
        var day = on ?? Day;
        await Hub.Execute($"delete from case_clocks where case_id = '{id}'");
        await Hub.Execute($"insert into case_clocks (case_id, rule, subject, organization_id, mediators, from_on, extend, due_on, provisional) values ('{id}', '{rule}', '', '{Hub.Offices[0].Organization}', array['{Hub.Offices[0].Mediator}'], '{day.AddDays(from):yyyy-MM-dd}', 0, '{day:yyyy-MM-dd}', {provisional})");
        return id;
    }

    /// <summary>Looks for what is due at a moment of a day in Asia/Shanghai.</summary>
    public async Task<int> Look(DateOnly day, int hour = 9, int minute = 0, IReadOnlySet<string>? channels = null)
    {
        Hub.Clock.Now = ChinaTime.At(day, new(hour, minute));
        return await new Store.Reminders.Reminders(Hub.Store, Rules, (o, _) => Task.FromResult(o.Rule.About is "right" ? !Used.Contains(o.CaseId!) : Expired.Contains(o.CaseId!))).Make(channels ?? Every);
    }

    /// <summary>What stands in inboxes and the outbox: channel, recipient, rule.</summary>
    public Task<List<string>> Told() => Hub.Texts("select channel || ' ' || recipient || ' ' || rule || ' ' || split_part(occasion, '|', 2) from outbox order by 1");

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
