"""The built-in newsroom: invented stories on a loopback web server, for the demo and the end-to-end tests.

Standard library only, so that it starts at once and needs nothing that wirelake itself must prove.
"""

from tests.newsroom.exchange import Request as Request
from tests.newsroom.faults import FAULTS as FAULTS
from tests.newsroom.faults import Fault as Fault
from tests.newsroom.generated import generate as generate
from tests.newsroom.server import Newsroom as Newsroom
from tests.newsroom.story import NewsroomStory as NewsroomStory
from tests.newsroom.story import load_stories as load_stories
