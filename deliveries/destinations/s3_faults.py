"""What an object store answers, in words for people. Nothing of its own words gets through. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from botocore.exceptions import BotoCoreError, ClientError

from deliveries.destinations.base import Fault
from deliveries.destinations.doorway import fault_of
from net.problem import DoorProblem
from net.retry_after import seconds_of

WORDS = {  # code: what is said of the place, and whether trying again may help
    "wrong_key": ("does not know this access key. Enter one that is active.", False),
    "wrong_secret": ("finds that the secret key does not belong to the access key. Enter both again.", False),
    "lapsed": ("says that the borrowed keys have run out.", True),
    "no_bucket": ("has no such bucket. Check its name and region, or make it.", False),
    "denied": ("does not let these keys do this. Give them the right to write objects under the prefix.", False),
    "region": ("says that the bucket is in another region. Enter the region that it is in.", False),
    "full": ("has no room left, or its quota is used up. Make room; it is tried again.", True),
    "busy": ("is too busy. It is tried again.", True),
    "clock": ("finds that the clock of this installation is wrong. An operator must set the clock.", False),
    "changed": ("got something else than was sent. It is tried again.", True),
    "failed": ("had an error of its own. It is tried again.", True),
    "refused": ("refused the object. Check the settings of the bucket.", False),
}
PASSING = {code for code, (_, passing) in WORDS.items() if passing}
CODES = {
    "wrong_key": "InvalidAccessKeyId InvalidClientTokenId UnrecognizedClientException InvalidToken AuthFailure",
    "wrong_secret": "SignatureDoesNotMatch",
    "lapsed": "ExpiredToken ExpiredTokenException TokenRefreshRequired RequestExpired",
    "no_bucket": "NoSuchBucket",
    "denied": "AccessDenied AllAccessDisabled AccountProblem UnauthorizedAccess NotSignedUp 403 401",
    "region": "PermanentRedirect TemporaryRedirect AuthorizationHeaderMalformed IllegalLocationConstraintException "
    "BucketRegionError 301 302 307 308",
    "full": "QuotaExceeded QuotaExceededException ServiceQuotaExceeded InsufficientCapacity XMinioStorageFull "
    "XMinioAdminBucketQuotaExceeded InsufficientStorage 507",
    "busy": "SlowDown ServiceUnavailable Throttling ThrottlingException TooManyRequests RequestLimitExceeded "
    "Busy 503 429",
    "clock": "RequestTimeTooSkewed RequestInTheFuture",
    "changed": "BadDigest InvalidDigest XAmzContentSHA256Mismatch XAmzContentChecksumMismatch IncompleteBody",
    "failed": "InternalError RequestTimeout OperationAborted NoSuchUpload NoSuchKey 404",
}
KNOWN = {code: meant for meant, codes in CODES.items() for code in codes.split()}


class Changed(Exception):
    """The store holds something else than was sent."""


@contextmanager
def told(place: str, now: Callable[[], datetime]) -> Iterator[None]:
    """Turns what goes wrong in the block into a Fault about ``place``; ``now`` is asked when it does."""
    try:
        yield
    except DoorProblem as problem:
        raise fault_of(problem) from None
    except Changed:
        raise fault("changed", place) from None
    except ClientError as error:
        raise fault(meaning(error), place, seconds_of(_asked(error), now())) from None
    except BotoCoreError:
        said = f"The answer of the store of {place} makes no sense. Check the endpoint; it is tried again."
        raise Fault("broken", said, passing=True) from None


def meaning(error: ClientError) -> str:
    """The code of a fault."""
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    code = str(error.response.get("Error", {}).get("Code", ""))
    return KNOWN.get(code) or KNOWN.get(str(status)) or ("failed" if status >= 500 or status < 400 else "refused")


def _asked(error: ClientError) -> str:
    """For how long the store asks to be left alone, as it says so."""
    return str(error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("retry-after", ""))


def fault(code: str, place: str, retry_after: float | None = None) -> Fault:
    """In words."""
    said, passing = WORDS[code]
    return Fault(code, f"The store of {place} {said}", passing=passing, retry_after=retry_after)
