using System.Text.Json;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Rulebook;

/// <summary>The rulebook as it came with the program: from here on the log is the authority.</summary>
/// <param name="Book">Every rule, dispute type and setting with its source, as JSON.</param>
[Wire("rulebook.loaded/1")]
public sealed record RulebookLoaded(int Version, JsonElement Book, DateOnly On) : DomainEvent;

/// <summary>A newer program knows rules or settings that the log did not have.</summary>
/// <param name="Added">Those alone, as JSON.</param>
[Wire("rulebook.completed/1")]
public sealed record RulebookCompleted(int Version, JsonElement Added, DateOnly On) : DomainEvent;

/// <summary>A time limit reads otherwise from a day on. Clocks that began before it keep the version that made them.</summary>
[Wire("rulebook.rule-changed/1")]
public sealed record RuleChanged(int Version, TimeLimit Rule, string Reason, DateOnly On) : DomainEvent;

/// <summary>A setting has another value from now on. What is closed keeps the value of its closing.</summary>
/// <param name="Value">As JSON, in the setting's own shape.</param>
/// <param name="Mark">How sure the source is: V, M:H, M:M, M:L or D.</param>
[Wire("rulebook.setting-changed/1")]
public sealed record SettingChanged(int Version, string Name, JsonElement Value, string Mark, string Source, string Reason, DateOnly On) : DomainEvent;
