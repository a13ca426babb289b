namespace FaceMaskPi;

/// <summary>Nobody reads the output any more: there is nothing left to do.</summary>
internal sealed class OutputClosedException(IOException cause) : Exception(cause.Message, cause);
