using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Silo.Grains;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using MediationHub.Web.Demo;
using MediationHub.Web.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace MediationHub.Silo.Tests;

public sealed class What_crosses_between_silos
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer(WireOnTheWay.AddTo).BuildServiceProvider();
    private static readonly Serializer Serializer = Services.GetRequiredService<Serializer>();

    /// <summary>Each field that a command, a record or anything within them holds has its place in the JSON.</summary>
    [Fact]
    public void Leaves_nothing_behind_that_a_command_or_a_record_holds()
    {
        var roots = typeof(MediationCase).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() is var g && (g == typeof(IAggregate<>) || g == typeof(ICommand<>)))).Where(t => !OfTheLaw(t)).Append(typeof(Request)).Append(typeof(Refusal)).Append(typeof(IdempotencyKey));
        var (seen, lost, waiting) = (new HashSet<Type>(), new List<string>(), new Queue<Type>(roots));
        Assert.True(waiting.Count > 100);
        while (waiting.TryDequeue(out var type))
        {
            if (!seen.Add(type)) continue;
            JsonTypeInfo info;
            try
            {
                info = WireOnTheWay.Json.GetTypeInfo(type);
            }
            catch (Exception e) when (e is InvalidOperationException or NotSupportedException)
            {
                lost.Add($"{type}: {e.Message}");
                continue;
            }
            if (info.ElementType is { } element) waiting.Enqueue(element);
            if (info.KeyType is { } key) waiting.Enqueue(key);
            if (Nullable.GetUnderlyingType(type) is { } underlying) waiting.Enqueue(underlying);
            if (info.Kind is not JsonTypeInfoKind.Object || Nullable.GetUnderlyingType(type) is not null) continue;
            if ((type.IsAbstract || type.IsInterface) && info.PolymorphismOptions is null) lost.Add($"{type} may be anything");
            var crossing = info.Properties.Select(p => p.Name.TrimStart('+')).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var field in Fields(type))
                if (!crossing.Contains(field.Name.Split('>')[0].TrimStart('<', '_'))) lost.Add($"{type.Name}.{field.Name}");
            foreach (var property in info.Properties) waiting.Enqueue(property.PropertyType);
        }
        Assert.True(lost.Count == 0, string.Join(Environment.NewLine, lost.Distinct()));
    }

    [Fact]
    public async Task Comes_out_as_it_went_in_for_every_command_of_the_demonstration()
    {
        var rehearsal = new Rehearsal(new(2026, 11, 20), 400);
        var listener = new Listener();
        foreach (var script in rehearsal.Plan.Rosters.Concat(rehearsal.Plan.Cases.Select(c => c.Script)).Append(rehearsal.Plan.Ends))
            foreach (var step in script.Steps)
                await step.Send(listener, [.. step.Files.Select((_, i) => new FileId($"f{i}"))]);

        Assert.True(listener.Kinds.Count > 30, $"{listener.Kinds.Count} kinds of commands");
        Assert.Empty(listener.Differences);
    }

    [Fact]
    public void Comes_out_as_it_went_in_for_every_record_of_the_demonstration()
    {
        var rehearsal = new Rehearsal(new(2026, 11, 20), 400);
        var differences = new List<string>();
        foreach (var state in rehearsal.All<MediationCase>()) Compare(new Told<MediationCase>(new(AnswerKind.Done, new("c1", 7, state))), differences);
        foreach (var state in rehearsal.All<Organization>()) Compare(new Told<Organization>(new(AnswerKind.Refused, new("o1", 7, state), new("no", "不行", "No", "第一条"))), differences);
        foreach (var state in rehearsal.All<Mediator>()) Compare(new Told<Mediator>(new(AnswerKind.Stale, new("m1", 7, state))), differences);
        Compare(new Told<Mediator>(null), differences);
        Compare(new Told<Mediator>(new(AnswerKind.Refused, null, Refusal.Invalid("name", "请填写姓名。", "Name is missing."))), differences);
        Assert.Empty(differences);
    }

    /// <summary>Calendar and rulebook have no grains.</summary>
    private static bool OfTheLaw(Type type) => type == typeof(CalendarYears) || type == typeof(RulebookVersions) || typeof(ICommand<CalendarYears>).IsAssignableFrom(type) || typeof(ICommand<RulebookVersions>).IsAssignableFrom(type);

    private static void Compare<T>(T went, List<string> differences) where T : class
    {
        if (differences.Count > 5) return;
        var came = Serializer.Deserialize<T>(Serializer.SerializeToArray(went));
        if (Difference(went, came, typeof(T).Name) is { } difference) differences.Add(difference);
    }

    /// <summary>The first field in which two things differ; null where they are the same to the last.</summary>
    private static string? Difference(object? a, object? b, string path)
    {
        if (ReferenceEquals(a, b)) return null;
        if (a is null || b is null) return $"{path}: {a ?? "nothing"} became {b ?? "nothing"}";
        if (a is string || a.GetType().IsPrimitive || a is Enum or decimal or DateOnly or TimeOnly or DateTimeOffset) return a.Equals(b) ? null : $"{path}: {a} became {b}";
        if (a is IDictionary or IEnumerable)
        {
            var (one, two) = (((IEnumerable)a).Cast<object?>().ToList(), ((IEnumerable)b).Cast<object?>().ToList());
            if (one.Count != two.Count) return $"{path}: {one.Count} became {two.Count}";
            return one.Select((item, i) => Difference(item, two[i], $"{path}[{i}]")).FirstOrDefault(d => d is not null);
        }
        if (a.GetType() != b.GetType()) return $"{path}: {a.GetType()} became {b.GetType()}";
        return Fields(a.GetType()).Select(f => Difference(f.GetValue(a), f.GetValue(b), $"{path}.{f.Name}")).FirstOrDefault(d => d is not null);
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
            foreach (var field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
    }

    private sealed class Listener : IAggregates
    {
        public HashSet<Type> Kinds { get; } = [];
        public List<string> Differences { get; } = [];

        public Task<Answer<TState>> Send<TState>(string id, ICommand<TState> command, Request request, CancellationToken cancel = default) where TState : class, IAggregate<TState>
        {
            Kinds.Add(command.GetType());
            Compare(new Ask<TState>(Build.This, command, request with { Seen = 3, Idempotency = new("mediator", "k", [1, 2]), Newest = true }), Differences);
            return Task.FromResult(new Answer<TState>(AnswerKind.Done));
        }

        public Task<Stored<TState>?> Find<TState>(string id, int? version = null, CancellationToken cancel = default) where TState : class, IAggregate<TState> => throw new NotSupportedException();
        public Task<bool> Sees<TState>(Actor actor, TState state, CancellationToken cancel = default) where TState : class, IAggregate<TState> => throw new NotSupportedException();
        public Task<IReadOnlyList<Happened>> History<TState>(string id, int after = 0, CancellationToken cancel = default) where TState : class, IAggregate<TState> => throw new NotSupportedException();
    }
}
