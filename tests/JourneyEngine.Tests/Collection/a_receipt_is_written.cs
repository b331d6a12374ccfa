using System.Text.Json;
using JourneyEngine.Collection;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Tests.Collection;

public sealed class a_receipt_is_written
{
    [Fact]
    public void as_the_json_of_the_contract() =>
        JsonSerializer
            .Serialize(
                new Collected(true, [new("a", ReceiptStatus.Accepted), new("b", ReceiptStatus.Refused, "no visitor")]),
                ReceiptJson.Default.Collected
            )
            .Should()
            .Be(
                """{"success":true,"receipts":[{"messageId":"a","status":"accepted"},{"messageId":"b","status":"refused","reason":"no visitor"}]}"""
            );

    [Theory]
    [InlineData(AppendOutcome.Accepted, ReceiptStatus.Accepted)]
    [InlineData(AppendOutcome.Duplicate, ReceiptStatus.Duplicate)]
    [InlineData(AppendOutcome.Conflict, ReceiptStatus.Conflict)]
    [InlineData(AppendOutcome.Closed, ReceiptStatus.Refused)]
    public void with_the_status_of_the_log_s_outcome(AppendOutcome outcome, ReceiptStatus status) =>
        Receipt.Of("a", outcome).Status.Should().Be(status);

    [Fact]
    public void with_the_number_of_dropped_properties() =>
        JsonSerializer
            .Serialize(
                new Collected(true, [new("a", ReceiptStatus.Accepted, Dropped: 2)]),
                ReceiptJson.Default.Collected
            )
            .Should()
            .Be("""{"success":true,"receipts":[{"messageId":"a","status":"accepted","dropped":2}]}""");
}
