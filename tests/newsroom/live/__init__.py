"""A newsroom on a timeline: stories are published, edited and withdrawn while they are read."""

from tests.newsroom.live.apart import Apart as Apart
from tests.newsroom.live.log import Log as Log
from tests.newsroom.live.plan import Cut as Cut
from tests.newsroom.live.plan import Item as Item
from tests.newsroom.live.plan import Plan as Plan
